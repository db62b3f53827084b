// A Worker in a process of its own, to be killed with it: serves what was built into a directory, with its database in
// another, and says its URL. Arguments: both directories, and the settings in JSON. Messages: `cron` runs the cron trigger;
// `hurry` first makes everything due that waits in the outbox, as if so much time had passed.
import { readBundle, startWorker, workerOptions } from '../../support/bundle.ts'
import { WORKER_NAME } from '../../support/serve-bundle.ts'

const [, , built = '', state = '', settings = '{}'] = process.argv
const workers = workerOptions(WORKER_NAME, readBundle(built), JSON.parse(settings))
const { origin, miniflare } = await startWorker(workers, { resourcePersistencePath: state })
const database = await miniflare.getD1Database('DB')

process.on('message', async (message) => {
  if (message === 'hurry') await database.prepare('UPDATE outbox SET next_attempt_at = 0').run()
  const worker = await miniflare.getWorker(WORKER_NAME)
  await worker.scheduled({ cron: '*/10 * * * *' })
  const left = await database.prepare('SELECT count(*) AS count FROM outbox').first('count')
  process.send?.({ left })
})
process.on('disconnect', () => process.exit())
process.send?.({ origin })

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWorker } from '../../support/bundle.ts'
import { newDevSecrets } from '../../support/dev-secrets.ts'
import { serveBundle } from '../../support/serve-bundle.ts'
import { makeChanges } from './changes.ts'
import { judge, type Verdict } from './judge.ts'
import { startReceiver } from './receiver.ts'
import { startMortalWorker } from './served-worker.ts'

const PUBLIC_URL = 'https://api.example.com' // the issuer of tokens, whatever the port is after a restart

const CRON_MS = 2_000 // and not ten minutes, so that nobody has to wait for what a killed Worker has left
const GIVE_UP_MS = 30 * 60_000

interface Load {
  changes: number
  users: number
  /** How often the Worker is killed, at equal shares of the changes. */
  kills: number
  /** Whether waiting times pass at once when all changes are made. */
  hurry: boolean
}

/** What a run came to. */
export interface Outcome extends Verdict {
  changes: number
  calls: number
  failed: number
  messages: number
  /** Messages that were taken more than once, under the one id. */
  repeated: number
  changesTook: number
  allTook: number
  /** Messages in the outbox at the end. */
  left: number
}

/**
 * Makes changes at a Worker on a real workerd, with its database on disk, while the receiver of its webhooks fails a third
 * of the time and it is killed again and again; then waits until everything was taken. Times are in milliseconds.
 */
export async function runWebhookLoad({ changes, users, kills, hurry }: Load): Promise<Outcome> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-webhooks-'))
  const [built, state] = [join(directory, 'bundle'), join(directory, 'state')]
  const secrets = await newDevSecrets()
  const receiver = await startReceiver(String(secrets.WEBHOOK_SECRET))
  const settings = { ...secrets, PASSWORD_ITERATIONS: '10000', PUBLIC_URL, WEBHOOK_URLS: receiver.url }
  const migrated = await serveBundle(await buildWorker(built), settings, { resourcePersistencePath: state })
  await migrated.miniflare.dispose()
  const worker = await startMortalWorker(built, state, settings)
  try {
    const begun = performance.now()
    let made = 0
    let killed = 0
    let killing = Promise.resolve()
    const each = Math.floor(changes / users)
    const onChange = () => {
      made++
      if (killed < kills && made >= ((killed + 1) * changes) / (kills + 1)) {
        killed++
        killing = killing.then(() => worker.kill())
      }
    }
    const work = Array.from({ length: users }, (_, n) => makeChanges(worker, `user-${n}@example.com`, each, onChange))
    const changers = await Promise.all(work)
    await killing
    const changesTook = performance.now() - begun
    let left = await worker.cron(hurry)
    while (left > 0 && performance.now() - begun < GIVE_UP_MS) {
      await new Promise((resolve) => setTimeout(resolve, hurry ? 0 : CRON_MS))
      left = await worker.cron(hurry)
    }
    return {
      ...judge(changers, receiver),
      changes: changers.reduce((sum, { attempts }) => sum + attempts.length, 0),
      calls: receiver.calls,
      failed: receiver.failed,
      messages: receiver.taken.length,
      repeated: [...receiver.times.values()].filter((times) => times > 1).length,
      changesTook,
      allTook: performance.now() - begun,
      left,
    }
  } finally {
    worker.stop()
    receiver.stop()
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }
}

// npm run load:webhooks: ten thousand changes by five hundred users at the local Worker, whose webhook fails a third of the
// time, and which is killed ten times meanwhile. Fails if a change was lost, told twice under two ids, or out of order.
// Options: --changes, --users, --kills, and --hurry, with which waiting times pass at once.
import { parseArgs } from 'node:util'
import { runWebhookLoad } from './run.ts'

const { values } = parseArgs({
  options: {
    changes: { type: 'string', default: '10000' },
    users: { type: 'string', default: '500' },
    kills: { type: 'string', default: '10' },
    hurry: { type: 'boolean', default: false },
  },
})
const changes = Number(values.changes)
const outcome = await runWebhookLoad({
  changes,
  users: Number(values.users),
  kills: Number(values.kills),
  hurry: values.hurry,
})

const seconds = (milliseconds: number) => (milliseconds / 1_000).toFixed(0)
console.log(`${outcome.changes} changes of ${values.users} users in ${seconds(outcome.changesTook)} s; the Worker was killed ${values.kills} times.
${outcome.calls} calls of the webhook, of which ${outcome.failed} failed; everything was taken after ${seconds(outcome.allTook)} s.
${outcome.messages} messages, of which ${outcome.repeated} were taken more than once, under their one id.
Lost: ${outcome.lost}. Told under two ids: ${outcome.doubled}. Out of order: ${outcome.disordered}. Forged: ${outcome.forged}. Left: ${outcome.left}.`)
const { lost, doubled, disordered, forged, left } = outcome
if (lost + doubled + disordered + forged + left > 0) {
  console.error('\nSomething failed.')
  process.exitCode = 1
}
process.exit()

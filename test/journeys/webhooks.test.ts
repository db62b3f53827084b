import { expect, it } from 'vitest'
import { runWebhookLoad } from '../../scripts/load/webhooks/run.ts'

const SLOW_MS = 300_000 // it starts a Worker four times

// A small one of `npm run load:webhooks`: a real workerd, real HTTP, and SIGKILL at any point between a change and its message.
it(
  'every change is told, none under two ids and each user in order, while the receiver fails and the Worker is killed',
  async () => {
    const outcome = await runWebhookLoad({ changes: 300, users: 20, kills: 2, hurry: true })
    expect(outcome).toMatchObject({ changes: 300, lost: 0, doubled: 0, disordered: 0, forged: 0, left: 0 })
    expect(outcome.failed).toBeGreaterThan(50)
    expect(outcome.messages).toBeGreaterThanOrEqual(320) // and a session for each user
  },
  SLOW_MS,
)

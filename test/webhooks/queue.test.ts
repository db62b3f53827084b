import { beforeEach, describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { expectLogs } from '../support/logs.ts'
import { openQueue, type TestQueue } from '../support/queue.ts'
import { openReceiver } from '../support/receiver.ts'
import { outboxRows } from '../support/rows.ts'
import { serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

let queue: TestQueue

beforeEach(() => {
  expectLogs('swept', 'delivered')
  queue = openQueue()
})

describe('the queue', () => {
  it('gets the messages without a secret, which it does not need, and with their ids', async () => {
    const { _id } = await registerUser({}, serviceWith({ EVENTS: queue.EVENTS }))
    expect(queue.types()).toEqual(['user.created', 'session.created'])
    const [first] = queue.batches.flat()
    expect(first?.contentType).toBe('json')
    expect(first?.body).toMatchObject({ id: expect.stringMatching(/^msg_/), data: { version: 1, user: { _id } } })
    expect(await outboxRows()).toEqual([])
  })

  it('gets the same messages as a webhook', async () => {
    const receiver = openReceiver()
    await registerUser({}, serviceWith({ ...receiver.settings, EVENTS: queue.EVENTS }))
    const ofQueue = queue.batches.flat().map(({ body }) => body)
    expect(ofQueue).toEqual(receiver.taken.map(({ id, body }) => ({ id, ...JSON.parse(body) })))
  })

  it('gets those of many users in one batch, and those of one user in their order', async () => {
    stopClock()
    queue.isDown = true
    const service = serviceWith({ EVENTS: queue.EVENTS })
    for (let n = 0; n < 5; n++) await registerUser({ email: `user-${n}@example.com` }, service)
    queue.isDown = false
    advance(MINUTE)
    await runCron({ EVENTS: queue.EVENTS })
    expect(queue.batches.map((batch) => batch.map(({ body }) => body.type))).toEqual([
      Array(5).fill('user.created'),
      Array(5).fill('session.created'),
    ])
    expect(await outboxRows()).toEqual([])
  })

  it('holds up no webhook while it is down', async () => {
    queue.isDown = true
    const receiver = openReceiver()
    await registerUser({}, serviceWith({ ...receiver.settings, EVENTS: queue.EVENTS }))
    expect(receiver.types()).toEqual(['user.created', 'session.created'])
    const left = (await outboxRows()).map(({ endpoint, last_failure }) => ({ endpoint, last_failure }))
    expect(left).toEqual([
      { endpoint: 'queue', last_failure: 'queue' },
      { endpoint: 'queue', last_failure: null },
    ])
  })
})

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { advance, DAY, HOUR, MINUTE, SECOND, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { outboxRows } from '../support/rows.ts'
import { type Service, serviceWith } from '../support/service.ts'
import { registerUser, type SignedIn } from '../support/users.ts'

let receiver: Receiver
let service: Service
let user: SignedIn

beforeEach(async () => {
  expectLogs('swept', 'delivered', 'webhook_stopped')
  stopClock()
  receiver = openReceiver()
  service = serviceWith(receiver.settings)
  user = await registerUser({}, service)
  receiver.clear()
})

const rename = (name: string, { token } = user) => service('/users/profile', { method: 'PUT', token, body: { name } })
const names = () => receiver.taken.map(({ data }) => data.user.name)
const status = (code: number) => () => new Response(null, { status: code })
const cron = () => runCron(receiver.settings)

/** Runs the cron trigger after so much time. */
async function later(milliseconds: number): Promise<void> {
  advance(milliseconds)
  await cron()
}

describe('a receiver that fails', () => {
  it('gets the message again later: the same id and the same bytes, signed anew', async () => {
    receiver.respond = status(500)
    await rename('First')
    await later(MINUTE)
    receiver.respond = status(200)
    await later(MINUTE)
    const [first, ...again] = receiver.calls
    expect(again).toHaveLength(2)
    for (const call of again) expect(call).toMatchObject({ id: first?.id, body: first?.body })
    const times = receiver.calls.map(({ headers }) => headers['webhook-timestamp'])
    expect(new Set(times).size).toBe(3)
    expect(await outboxRows()).toEqual([])
  })

  it('is called less and less often, and not after three days', async () => {
    receiver.respond = status(503)
    await rename('First')
    const begun = Date.now()
    const delays: number[] = []
    for (let last = begun; (await outboxRows())[0]?.dead_at === null; last = Date.now()) {
      const [row] = await outboxRows()
      advance((row?.next_attempt_at ?? 0) - Date.now() - 1)
      const calls = receiver.calls.length
      await cron()
      expect(receiver.calls).toHaveLength(calls) // a moment too early
      await later(1)
      expect(receiver.calls).toHaveLength(calls + 1)
      delays.push(Date.now() - last)
    }
    expect(delays.length).toBeGreaterThan(12)
    expect(delays[0]).toBeGreaterThanOrEqual(5 * SECOND)
    expect(delays[0]).toBeLessThan(6.1 * SECOND)
    expect(delays[3]).toBeGreaterThanOrEqual(135 * SECOND)
    expect(Math.max(...delays)).toBeLessThanOrEqual(9.7 * HOUR)
    expect(Date.now() - begun).toBeLessThanOrEqual(3 * DAY)
    expect(await outboxRows()).toMatchObject([{ attempts: delays.length + 1, last_failure: 'status 503' }])
    await later(DAY)
    expect(receiver.calls).toHaveLength(delays.length + 1)
  })

  it('gets the messages of a user in their order: none before the one that failed, and those of others meanwhile', async () => {
    const other = await registerUser({ email: 'other@example.com', name: 'Other' }, service)
    receiver.clear()
    receiver.respond = ({ data }) => new Response(null, { status: data.user.name === 'First' ? 500 : 200 })
    await rename('First')
    await rename('Second')
    await rename('Third')
    await rename('Another', other)
    await later(MINUTE)
    expect(names()).toEqual(['Another'])
    receiver.respond = status(200)
    await later(MINUTE)
    expect(names()).toEqual(['Another', 'First', 'Second', 'Third'])
    expect(await outboxRows()).toEqual([])
  })

  it('goes on with what comes after a message that is given up', async () => {
    receiver.respond = ({ data }) => new Response(null, { status: data.user.name === 'First' ? 500 : 200 })
    await rename('First')
    advance(DAY)
    await rename('Second')
    await later(2 * DAY)
    expect(await outboxRows()).toMatchObject([{ dead_at: Date.now() }, { dead_at: null, next_attempt_at: Date.now() }])
    await cron()
    expect(names()).toEqual(['Second'])
    expect(await outboxRows()).toHaveLength(1)
  })

  it('is forgotten with its message a month after that was given up', async () => {
    receiver.respond = status(500)
    await rename('First')
    await later(3 * DAY)
    await later(29 * DAY)
    expect(await outboxRows()).toHaveLength(1)
    await later(2 * DAY)
    expect(await outboxRows()).toEqual([])
    expect(logged('delivered').at(-1)).toMatchObject({ deleted: 1 })
  })
})

describe('a call counts as failed', () => {
  const failures = async () => (await outboxRows()).map(({ last_failure }) => last_failure)

  it.each([201, 204])('not with %d', async (code) => {
    receiver.respond = status(code)
    await rename('First')
    expect(await outboxRows()).toEqual([])
  })

  it.each([302, 307, 400, 404, 429, 500])('with %d: no redirect is followed', async (code) => {
    receiver.respond = () =>
      new Response(null, { status: code, headers: { location: 'https://elsewhere.example.com/' } })
    await rename('First')
    expect(receiver.calls).toHaveLength(1)
    expect(await failures()).toEqual([`status ${code}`])
  })

  it('when the connection breaks', async () => {
    receiver.respond = () => Promise.reject(new Error(`connecting to ${receiver.settings.WEBHOOK_URLS} failed`))
    await rename('First')
    expect(await failures()).toEqual(['no connection'])
  })

  it('after ten seconds without a response, which hold nobody up for longer; and then it is taken twice, under one id', async () => {
    const original = AbortSignal.timeout
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => original.call(AbortSignal, 20))
    let answer: (response: Response) => void = () => {}
    receiver.respond = (_, signal) =>
      new Promise((resolve, reject) => {
        answer = resolve
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    await rename('First')
    expect(timeout).toHaveBeenCalledWith(10_000)
    expect(await failures()).toEqual(['timeout'])
    answer(new Response())
    receiver.respond = status(200)
    await later(MINUTE)
    expect(new Set(receiver.calls.map(({ id }) => id)).size).toBe(1)
    expect(receiver.calls).toHaveLength(2)
  })
})

it('reads nothing of a response, however long it is', async () => {
  let pulled = 0
  let isCancelled = false
  const endless = () =>
    new ReadableStream({
      pull: (controller) => {
        pulled++
        controller.enqueue(new Uint8Array(65_536))
      },
      cancel: () => {
        isCancelled = true
      },
    })
  receiver.respond = () => new Response(endless())
  await rename('First')
  expect(pulled).toBeLessThan(3)
  expect(isCancelled).toBe(true)
  expect(await outboxRows()).toEqual([])
})

describe('410 Gone', () => {
  it('stops a webhook: what waits is given up, nothing more is added, and others go on', async () => {
    const other = 'https://other.example.com/in'
    const both = { ...receiver.settings, WEBHOOK_URLS: `${receiver.settings.WEBHOOK_URLS},${other}` }
    const second = openReceiver({ url: other }) // what is for the first one passes it
    service = serviceWith(both)
    receiver.respond = status(500)
    await rename('First')
    await rename('Second')
    receiver.respond = status(410)
    advance(MINUTE)
    await runCron(both)
    expect(logged('webhook_stopped')).toEqual([{ level: 'info', event: 'webhook_stopped', host: 'hooks.example.com' }])
    const stopped = (await outboxRows()).map(({ endpoint, dead_at }) => ({ endpoint, dead_at }))
    const gone = { endpoint: receiver.settings.WEBHOOK_URLS, dead_at: Date.now() }
    expect(stopped).toEqual([gone, gone])
    receiver.clear()
    await rename('Third')
    expect(receiver.calls).toEqual([])
    expect(second.taken.map(({ data }) => data.user.name)).toEqual(['First', 'Second', 'Third'])
    expect(await outboxRows()).toHaveLength(2)
  })
})

it('forgets, after a month, what is left where nobody is told any more', async () => {
  receiver.respond = status(500)
  await rename('First')
  advance(4 * DAY)
  await runCron()
  expect(await outboxRows()).toMatchObject([{ dead_at: Date.now() }])
  advance(31 * DAY)
  await runCron()
  expect(await outboxRows()).toEqual([])
})

it('gives up, after three days, what is for a webhook that the settings no longer name', async () => {
  receiver.respond = status(500)
  await rename('First')
  const elsewhere = { ...receiver.settings, WEBHOOK_URLS: 'https://elsewhere.example.com/' }
  advance(2 * DAY)
  await runCron(elsewhere)
  expect(await outboxRows()).toMatchObject([{ dead_at: null }])
  advance(2 * DAY)
  await runCron(elsewhere)
  expect(await outboxRows()).toMatchObject([{ dead_at: Date.now(), last_failure: 'status 500' }])
})

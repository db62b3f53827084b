import { expect, it } from 'vitest'
import { advance, DAY } from '../../test/support/clock.ts'
import type { Fetch } from '../index.ts'
import { answer, openPhone, openSignedInPhone, sendToService } from './support/phone.ts'

const TIMEOUT = 20 // milliseconds; the service of these tests hangs, so that nothing depends on the machine
const forEver = new Promise<never>(() => {})

it.each<[string, Fetch]>([
  ['the answer', () => forEver],
  ['the rest of an answer', async () => ({ ...answer(200, ''), text: () => forEver })],
])('a call whose service hangs before %s is given up, as without a network', async (_, fetch) => {
  const { client, requests } = openPhone({ fetch, timeout: TIMEOUT })
  const failure = await client.getHealth().catch((error) => error)
  expect(failure).toMatchObject({ name: 'LatchkeyError', code: 'network_error', status: 0 })
  expect(failure.cause).toMatchObject({ name: 'TimeoutError', message: 'No answer within 20 ms.' })
  expect(requests[0]?.signal).toMatchObject({ aborted: true })
})

it('a refresh that hangs is given up, and the next call refreshes', async () => {
  let isHanging = true
  const { storage } = await openSignedInPhone()
  advance(11 * DAY)
  const { client, refreshes, events } = openPhone({
    storage,
    timeout: 300,
    fetch: (url, init) => (isHanging && url.endsWith('/refresh') ? forEver : sendToService(url, init)),
  })
  const calls = [client.getProfile(), client.listSessions()]
  const outcomes = await Promise.allSettled(calls)
  expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual(
    Array(2).fill('network_error'),
  )
  expect(await client.status()).toBe('signedIn')
  isHanging = false
  expect((await client.getProfile()).name).toBe('Syamlal')
  expect(refreshes()).toBe(2)
  expect(events).toEqual(['refreshed'])
})

it('an answer in time is not aborted afterwards', async () => {
  const { client, requests } = openPhone({ timeout: 1_000 })
  await client.getHealth()
  expect(requests[0]?.signal).toMatchObject({ aborted: false })
})

it('there may be none', async () => {
  const { client, requests } = openPhone({ timeout: Number.POSITIVE_INFINITY })
  await client.getHealth()
  expect(requests[0]).not.toHaveProperty('signal')
})

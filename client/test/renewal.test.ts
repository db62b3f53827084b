import { expect, it } from 'vitest'
import { advance, DAY, MINUTE } from '../../test/support/clock.ts'
import { PASSWORD } from '../../test/support/users.ts'
import { countingStorage, lockableStorage, openPhone, openSignedInPhone, settled } from './support/phone.ts'

// An answer carries a fresh access token once the one that was sent is past half of its ten days.

const tokenOf = (authorization: string | undefined) => authorization?.replace('Bearer ', '')

it('the renewed token of an answer is stored before the answer is given, and is the next one to be sent', async () => {
  const phone = await openSignedInPhone()
  const before = await phone.stored()
  advance(6 * DAY)
  await phone.client.getProfile()
  const after = await phone.stored()
  expect(after).toEqual({ ...before, token: expect.not.stringMatching(before.token), bookmark: expect.any(String) })
  await phone.client.getProfile()
  expect(phone.requests.map(({ headers }) => tokenOf(headers.authorization))).toEqual([before.token, after.token])
  await settled()
  expect(phone.events).toEqual(['refreshed'])
})

it('an app in use is never asked to refresh', async () => {
  const { client, refreshes } = await openSignedInPhone()
  for (let visit = 0; visit < 20; visit++) {
    advance(6 * DAY)
    await client.getProfile()
  }
  expect(refreshes()).toBe(0)
})

it('twenty answers with a renewed token make one write', async () => {
  const { storage, writes } = countingStorage()
  const { client } = await openSignedInPhone({ storage })
  advance(6 * DAY)
  const before = writes()
  await Promise.all(Array.from({ length: 20 }, () => client.getProfile()))
  expect(writes() - before).toBe(1)
})

it('a renewed token that cannot be stored fails no call', async () => {
  const { storage, lock, unlock } = lockableStorage()
  const { client, stored } = await openSignedInPhone({ storage })
  const before = await stored()
  advance(6 * DAY)
  lock()
  expect((await client.updateProfile({ name: 'Robin' })).name).toBe('Robin')
  expect(await stored()).toEqual(before)
  unlock()
  await client.getProfile()
  expect((await stored()).token).not.toBe(before.token)
})

it('a renewed token is not stored over the refresh token that another process has rotated', async () => {
  const here = await openSignedInPhone()
  const there = openPhone({ storage: here.storage })
  advance(6 * DAY)
  await there.client.refreshToken()
  const { refreshToken } = await here.stored()
  await here.client.getProfile()
  expect((await here.stored()).refreshToken).toBe(refreshToken)
  for (let round = 0; round < 2; round++) {
    advance(2 * MINUTE)
    await here.client.refreshToken()
  }
  expect((await there.client.getProfile()).name).toBe('Syamlal')
})

it('a renewed token is not stored over the sign-in that another process has made', async () => {
  const here = await openSignedInPhone()
  const there = openPhone({ storage: here.storage })
  await there.client.register({ name: 'Robin', email: 'robin@example.com', password: PASSWORD })
  const robin = await here.stored()
  advance(6 * DAY)
  expect((await here.client.getProfile()).name).toBe('Syamlal')
  expect(await here.stored()).toEqual(robin)
})

it('a renewed token of a sign-in that was forgotten meanwhile is not stored', async () => {
  const { client, storage } = await openSignedInPhone()
  advance(6 * DAY)
  await Promise.all([client.getProfile(), client.forget()])
  expect(await storage.get()).toBeNull()
  expect(await client.isSignedIn()).toBe(false)
})

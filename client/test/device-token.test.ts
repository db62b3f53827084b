import { describe, expect, it } from 'vitest'
import { disableUser, userRows } from '../../test/support/rows.ts'
import { call } from '../../test/support/service.ts'
import { PASSWORD } from '../../test/support/users.ts'
import { memoryStorage } from '../index.ts'
import {
  codeOf,
  lockableStorage,
  openGate,
  openPhone,
  openSignedInPhone,
  type Phone,
  sendToService,
} from './support/phone.ts'

const CREDENTIALS = { email: 'syamlal@example.com', password: PASSWORD }

/** What the next login on this phone sends as its device token. */
async function sentBy({ client, requests }: Phone, fields: { deviceToken?: string | null } = {}): Promise<unknown> {
  await codeOf(client.login({ ...CREDENTIALS, ...fields }))
  const login = requests.findLast(({ path }) => path === '/users/login')
  return JSON.parse(String(login?.body ?? '{}')).deviceToken
}

const elsewhere = {
  logsOut: async ({ stored }: Phone) => call('/users/logout', { method: 'POST', token: (await stored()).token }),
  isDisabled: async () => disableUser((await userRows())[0]?.id ?? ''),
}

describe('a login sends the last refresh token', () => {
  it('of a user who has logged out, also when the app is started again', async () => {
    const phone = await openSignedInPhone()
    const { id, refreshToken } = await phone.stored()
    await phone.client.logout()
    expect(await phone.stored()).toEqual({ id, refreshToken })
    const restarted = openPhone({ storage: phone.storage })
    expect(await restarted.client.isSignedIn()).toBe(false)
    expect(await restarted.client.accessToken()).toBeUndefined()
    expect(await codeOf(restarted.client.refreshToken())).toBe('token_missing')
    expect(await sentBy(restarted)).toBe(refreshToken)
    expect((await restarted.client.getProfile()).email).toBe(CREDENTIALS.email)
  })

  it.each([
    ['session_ended', elsewhere.logsOut],
    ['account_disabled', elsewhere.isDisabled],
  ])('of a sign-in that has ended with %s', async (code, happen) => {
    const phone = await openSignedInPhone()
    const { refreshToken } = await phone.stored()
    await happen(phone)
    expect(await codeOf(phone.client.getProfile())).toBe(code)
    expect(await sentBy(phone)).toBe(refreshToken)
  })

  it.each([null, ''])('unless the app gives one, which %j is not', async (deviceToken) => {
    const phone = await openSignedInPhone()
    const { refreshToken } = await phone.stored()
    await phone.client.logout()
    expect(await sentBy(phone, { deviceToken })).toBe(refreshToken)
    expect(await sentBy(phone, { deviceToken: 'of the app' })).toBe('of the app')
  })

  it('of the latest sign-in', async () => {
    const phone = await openSignedInPhone()
    await phone.client.logout()
    await phone.client.login(CREDENTIALS)
    const { refreshToken } = await phone.stored()
    await phone.client.logout()
    expect(await sentBy(phone)).toBe(refreshToken)
  })

  it('of a sign-in that an earlier version has stored', async () => {
    const { stored } = await openSignedInPhone()
    const { id, token, refreshToken } = await stored()
    const storage = memoryStorage()
    await storage.set(JSON.stringify({ id, token, refreshToken }))
    const phone = openPhone({ storage })
    expect(await phone.client.isSignedIn()).toBe(true)
    await phone.client.logout()
    expect(await sentBy(phone)).toBe(refreshToken)
  })
})

describe('a login sends none', () => {
  it('when it is the first', async () => {
    expect(await sentBy(openPhone())).toBeUndefined()
  })

  it('after the account was deleted', async () => {
    const phone = await openSignedInPhone()
    await phone.client.deleteAccount({ password: PASSWORD })
    expect(await phone.storage.get()).toBeNull()
    expect(await sentBy(phone)).toBeUndefined()
  })

  it('after the account was deleted, also if another call has noticed it first', async () => {
    const gate = openGate()
    const phone = await openSignedInPhone({
      fetch: async (url, init) => {
        const response = await sendToService(url, init)
        if (init.method === 'DELETE') await gate.opened
        return response
      },
    })
    const deleting = phone.client.deleteAccount({ password: PASSWORD })
    await expect.poll(async () => (await userRows()).length).toBe(0)
    const noticing = codeOf(phone.client.getProfile())
    gate.open()
    await deleting
    expect(await noticing).toBe('session_ended')
    expect(await phone.storage.get()).toBeNull()
  })

  it.each([true, false])('after forget, with somebody signed in: %s', async (isSignedIn) => {
    const phone = await openSignedInPhone()
    if (!isSignedIn) await phone.client.logout()
    await phone.client.forget()
    expect(await phone.storage.get()).toBeNull()
    expect(await sentBy(phone)).toBeUndefined()
  })

  it('when the storage cannot keep it: the user is logged out all the same', async () => {
    const { storage, lock, unlock } = lockableStorage()
    const phone = await openSignedInPhone({ storage })
    lock()
    await phone.client.logout()
    expect(await storage.get()).toBeNull()
    unlock()
    expect(await sentBy(phone)).toBeUndefined()
  })
})

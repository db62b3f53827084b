import { describe, expect, it } from 'vitest'
import { call } from '../../test/support/service.ts'
import { PASSWORD } from '../../test/support/users.ts'
import { type ClientStorage, memoryStorage } from '../index.ts'
import { startProcess } from './support/mortal-process.ts'
import { openGate, openPhone, openSignedInPhone, sendToService, settled } from './support/phone.ts'

const ROBIN = { name: 'Robin', email: 'robin@example.com', password: PASSWORD }
const offline = () => Promise.reject(new TypeError('offline'))

describe('the last own profile', () => {
  it('is there when the app starts again without a network', async () => {
    const { client, storage } = await openSignedInPhone()
    const profile = await client.getProfile()
    const restarted = openPhone({ storage, fetch: offline })
    expect(await restarted.client.lastProfile()).toEqual(profile)
    expect(restarted.requests).toEqual([])
  })

  it('is kept apart from the tokens, and has none', async () => {
    const { storage } = await openSignedInPhone()
    const value = (await storage.profile?.get()) ?? ''
    expect(JSON.parse(value).profile).toMatchObject({ name: 'Syamlal' })
    expect(value).not.toMatch(/token/i)
    expect(await storage.get()).not.toContain('Syamlal')
  })

  it('is that of each answer which has it, and listeners are told when it is another', async () => {
    const { client } = await openSignedInPhone()
    const told: string[] = []
    client.on('profile', ({ name }) => told.push(name))
    await client.getProfile()
    await client.updateProfile({ name: 'Robin' })
    expect((await client.lastProfile())?.name).toBe('Robin')
    await client.patchProfile({ name: 'Alex' })
    await client.getProfile()
    await settled()
    expect(told).toEqual(['Robin', 'Alex'])
  })

  it('is no older answer that comes later', async () => {
    const gate = openGate()
    const { client } = await openSignedInPhone({
      fetch: async (url, init) => {
        const response = await sendToService(url, init)
        if (init.method === 'GET') await gate.opened
        return response
      },
    })
    const slow = client.getProfile()
    await settled()
    await new Promise((resolve) => setTimeout(resolve, 5)) // or it would be as new
    await client.updateProfile({ name: 'Robin' })
    gate.open()
    await slow
    expect((await client.lastProfile())?.name).toBe('Robin')
  })

  it('does not change with what the app does to the one that it was given', async () => {
    const { client } = await openSignedInPhone()
    const profile = await client.getProfile()
    profile.name = 'Robin'
    expect((await client.lastProfile())?.name).toBe('Syamlal')
  })

  it.each<[string, (phone: Awaited<ReturnType<typeof openSignedInPhone>>) => Promise<unknown>]>([
    ['logout', ({ client }) => client.logout()],
    ['forget', ({ client }) => client.forget()],
    ['deleteAccount', ({ client }) => client.deleteAccount({ password: PASSWORD })],
    [
      'the end of the session elsewhere',
      async ({ client, stored }) => {
        const { token } = await stored()
        await call('/users/logout', { method: 'POST', token })
        await client.getProfile().catch(() => {})
      },
    ],
  ])('is deleted with %s', async (_, leave) => {
    const phone = await openSignedInPhone()
    await leave(phone)
    expect(await phone.storage.profile?.get()).toBeNull()
    expect(await phone.client.lastProfile()).toBeUndefined()
  })

  it('is never that of another user, whenever the process is killed in a change of the user', async () => {
    for (let step = 0, isOver = false; !isOver; step++) {
      const { storage } = await openSignedInPhone({ email: `killed${step}@example.com` })
      const { client, death } = startProcess(storage, step)
      const change = client.logout().then(() => client.register({ ...ROBIN, email: `robin${step}@example.com` }))
      isOver = await Promise.race([death.then(() => false), change.then(() => true)])
      const restarted = openPhone({ storage })
      const last = await restarted.client.lastProfile()
      if (last) expect(await restarted.client.getProfile().catch(() => last)).toEqual(last)
    }
  })

  it('of a user who has logged out in another process is not left behind', async () => {
    const gate = openGate()
    const here = await openSignedInPhone({
      fetch: async (url, init) => {
        const response = await sendToService(url, init)
        if (init.method === 'PUT') await gate.opened
        return response
      },
    })
    const late = here.client.updateProfile({ name: 'Robin' })
    await settled()
    const there = openPhone({ storage: here.storage })
    await there.client.forget()
    gate.open()
    await late
    expect(await here.storage.profile?.get()).toBeNull()
    expect(await here.client.lastProfile()).toBeUndefined()
  })

  it('is kept in memory by a storage of one value', async () => {
    const { profile: _, ...storage } = memoryStorage()
    const { client } = await openSignedInPhone({ storage })
    expect((await client.lastProfile())?.name).toBe('Syamlal')
    expect(await openPhone({ storage }).client.lastProfile()).toBeUndefined()
  })

  it.each<[string, Partial<ClientStorage['profile'] & object>]>([
    ['read', { get: () => Promise.reject(new Error('locked')) }],
    ['written', { set: () => Promise.reject(new Error('too long')) }],
    ['deleted', { remove: () => Promise.reject(new Error('locked')) }],
  ])('is no reason to fail when it cannot be %s', async (_, broken) => {
    const memory = memoryStorage()
    const storage: ClientStorage = { ...memory, profile: { ...memoryStorage(), ...broken } }
    const { client } = await openSignedInPhone({ storage })
    expect((await client.updateProfile({ name: 'Robin' })).name).toBe('Robin')
    expect((await client.lastProfile())?.name).toBe('Robin')
    await openPhone({ storage }).client.lastProfile()
    await client.logout()
    expect(await client.status()).toBe('signedOut')
    expect(await client.lastProfile()).toBeUndefined()
  })

  it('that is damaged is none', async () => {
    const { storage } = await openSignedInPhone()
    for (const value of ['', '{', 'null', '{}', '{"id":"1"}']) {
      await storage.profile?.set(value)
      expect(await openPhone({ storage }).client.lastProfile()).toBeUndefined()
    }
  })
})

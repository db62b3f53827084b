import { describe, expect, it } from 'vitest'
import { openMailbox } from '../../test/support/mailbox.ts'
import { ORIGIN } from '../../test/support/origin.ts'
import { serviceWith } from '../../test/support/service.ts'
import { PASSWORD } from '../../test/support/users.ts'
import { asyncStorage, type ClientStorage, createClient, memoryStorage, secureStorage, webStorage } from '../index.ts'
import { codeOf, openGate, openPhone, openSignedInPhone, sendTo, sendToService, settled } from './support/phone.ts'

const USER = { name: 'Syamlal', email: 'syamlal@example.com', password: PASSWORD }

/** expo-secure-store refuses a value above this. */
const SECURE_STORE_BYTES = 2_048

/** A storage that notes what it is asked to do. */
function openRecorder(storage: ClientStorage = memoryStorage()) {
  const operations: string[] = []
  const recorder: ClientStorage = {
    get: () => {
      operations.push('get')
      return storage.get()
    },
    set: (value) => {
      operations.push('set')
      return storage.set(value)
    },
    remove: () => {
      operations.push('remove')
      return storage.remove()
    },
  }
  return { storage: recorder, operations }
}

describe('a sign-in', () => {
  it('is stored as one value in one write, small enough for the keychain', async () => {
    const { storage, operations } = openRecorder()
    const { client, stored } = openPhone({ storage })
    await client.register(USER)
    expect(operations).toEqual(['set'])
    expect(await stored()).toEqual({
      id: expect.stringMatching(/./),
      token: expect.stringMatching(/^ey/),
      refreshToken: expect.stringMatching(/^ey/),
      bookmark: expect.stringMatching(/^[\da-f-]{59}$/),
    })
    expect(((await storage.get()) ?? '').length).toBeLessThan(SECURE_STORE_BYTES)
  })

  it('is stored before the app or a listener sees it', async () => {
    const { client, storage, events } = openPhone()
    let storedAtEvent: unknown
    client.on('signedIn', () => {
      storedAtEvent = storage.get()
    })
    await client.register(USER)
    await settled()
    expect(storedAtEvent).toContain('refreshToken')
    expect(events).toEqual(['signedIn'])
  })

  it('is not there until the storage has written it', async () => {
    const gate = openGate()
    const memory = memoryStorage()
    const storage = { ...memory, set: (value: string) => gate.opened.then(() => memory.set(value)) }
    const { client, events } = openPhone({ storage })
    let isDone = false
    const registering = client.register(USER).then(() => {
      isDone = true
    })
    for (let turn = 0; turn < 20; turn++) await settled()
    expect([isDone, events]).toEqual([false, []])
    gate.open()
    await registering
    expect(await client.isSignedIn()).toBe(true)
  })

  it('fails with what the storage throws, and is then none', async () => {
    const storage = { ...memoryStorage(), set: () => Promise.reject(new Error('the keychain is locked')) }
    const { client, events } = openPhone({ storage })
    await expect(client.register(USER)).rejects.toThrow('the keychain is locked')
    expect(await client.isSignedIn()).toBe(false)
    await settled()
    expect(events).toEqual([])
  })

  it('gives the profile, and keeps the tokens to itself', async () => {
    const mailbox = openMailbox()
    const { client } = openPhone({ fetch: sendTo(serviceWith({ EMAIL: mailbox.EMAIL })) })
    const registered = await client.register(USER)
    const { email, password } = USER
    const loggedIn = await client.login({ email, password })
    await client.forgotPassword({ email })
    const profile = await client.getProfile()
    const reset = await client.resetPassword({ email, password, code: mailbox.lastCode(email) })
    expect(registered).toEqual(profile)
    expect(loggedIn).toEqual(profile)
    expect(reset).toMatchObject({ _id: profile._id, emailVerified: true })
    expect(Object.keys(reset)).toEqual(Object.keys(profile))
  })

  it('takes the place of the one before', async () => {
    const { client, events } = await openSignedInPhone()
    await client.register({ ...USER, email: 'robin@example.com', name: 'Robin' })
    expect((await client.getProfile()).name).toBe('Robin')
    await settled()
    expect(events).toEqual(['signedIn'])
  })

  it('that is refused changes nothing', async () => {
    const { client, stored } = await openSignedInPhone()
    const before = await stored()
    expect(await codeOf(client.login({ email: USER.email, password: 'wrong' }))).toBe('invalid_credentials')
    expect(await stored()).toEqual(before)
  })

  it('is there again when the app is started again', async () => {
    const { storage } = await openSignedInPhone()
    const restarted = openPhone({ storage })
    expect(await restarted.client.isSignedIn()).toBe(true)
    expect((await restarted.client.getProfile()).name).toBe('Syamlal')
    await settled()
    expect(restarted.events).toEqual([])
  })

  it('is read once, however many calls there are at the start', async () => {
    const { storage } = await openSignedInPhone()
    const { storage: recorder, operations } = openRecorder(storage)
    const { client } = openPhone({ storage: recorder })
    await Promise.all(Array.from({ length: 20 }, () => client.getProfile()))
    await client.getProfile()
    expect(operations).toEqual(['get'])
  })

  it('is not asked for by calls that need none', async () => {
    const { storage, operations } = openRecorder()
    await openPhone({ storage }).client.getHealth()
    expect(operations).toEqual([])
  })
})

describe('a stored value', () => {
  it.each([
    '',
    'null',
    '{',
    '[]',
    '1',
    '{}',
    '{"id":"1"}',
    '{"id":"1","token":"x","refreshToken":null}',
    '{"token":"x","refreshToken":"y"}',
    '{"id":1,"token":2,"refreshToken":3}',
  ])('that is damaged is none: %s', async (value) => {
    const storage = memoryStorage()
    await storage.set(value)
    const { client, requests } = openPhone({ storage })
    expect(await client.isSignedIn()).toBe(false)
    expect(await codeOf(client.getProfile())).toBe('token_missing')
    expect(requests).toEqual([])
    await client.register(USER)
    expect((await client.getProfile()).name).toBe('Syamlal')
  })

  it('that cannot be read for now fails the call and signs nobody out', async () => {
    const { storage } = await openSignedInPhone()
    let isLocked = true
    const get = () => (isLocked ? Promise.reject(new Error('the keychain is locked')) : storage.get())
    const { client, requests, events } = openPhone({ storage: { ...storage, get } })
    await expect(client.getProfile()).rejects.toThrow('the keychain is locked')
    expect(requests).toEqual([])
    isLocked = false
    expect((await client.getProfile()).name).toBe('Syamlal')
    await settled()
    expect(events).toEqual([])
  })
})

describe.each<[string, (items: Map<string, string>, options: unknown[]) => ClientStorage]>([
  ['webStorage', (items) => webStorage(webStorageOf(items))],
  ['asyncStorage', (items) => asyncStorage(asyncStorageOf(items))],
  ['secureStorage', (items, options) => secureStorage(secureStoreOf(items, options), { keychainAccessible: 1 })],
])('%s', (name, open) => {
  it('keeps a sign-in, and what is left of one, under one key, and the profile under another, until it is forgotten', async () => {
    const items = new Map<string, string>([['other', 'value']])
    const options: unknown[] = []
    const storage = open(items, options)
    const client = createClient({ baseUrl: ORIGIN, storage, fetch: sendToService })
    await client.register(USER)
    expect([...items.keys()]).toEqual(['other', 'latchkey', 'latchkey.profile'])
    const restarted = createClient({ baseUrl: ORIGIN, storage: open(items, options), fetch: sendToService })
    expect((await restarted.getProfile()).name).toBe('Syamlal')
    await restarted.logout()
    expect([...items.keys()]).toEqual(['other', 'latchkey'])
    await restarted.forget()
    expect([...items.keys()]).toEqual(['other'])
    if (name === 'secureStorage') expect(options).toEqual(Array(options.length).fill({ keychainAccessible: 1 }))
  })
})

it('two clients of two services can have a key each', async () => {
  const items = new Map<string, string>()
  const storages = [
    webStorage(webStorageOf(items), 'staging'),
    asyncStorage(asyncStorageOf(items), 'production'),
    secureStorage(secureStoreOf(items, []), undefined, 'local'),
  ]
  for (const [index, storage] of storages.entries()) await storage.set(String(index))
  expect([...items]).toEqual([
    ['staging', '0'],
    ['production', '1'],
    ['local', '2'],
  ])
  expect(await Promise.all(storages.map((storage) => storage.get()))).toEqual(['0', '1', '2'])
  for (const storage of storages) await storage.remove()
  expect([...items]).toEqual([])
})

// As the platforms have them: with `this`, and callable only as methods.

const webStorageOf = (items: Map<string, string>) => ({
  items,
  getItem(key: string) {
    return this.items.get(key) ?? null
  },
  setItem(key: string, value: string) {
    this.items.set(key, value)
  },
  removeItem(key: string) {
    this.items.delete(key)
  },
})

const asyncStorageOf = (items: Map<string, string>) => ({
  items,
  async getItem(key: string) {
    return this.items.get(key) ?? null
  },
  async setItem(key: string, value: string) {
    this.items.set(key, value)
  },
  async removeItem(key: string) {
    this.items.delete(key)
  },
})

interface SecureStoreOptions {
  keychainAccessible?: number
}

const secureStoreOf = (items: Map<string, string>, seen: unknown[]) => ({
  async getItemAsync(key: string, options?: SecureStoreOptions) {
    seen.push(options)
    return items.get(key) ?? null
  },
  async setItemAsync(key: string, value: string, options?: SecureStoreOptions) {
    seen.push(options)
    items.set(key, value)
  },
  async deleteItemAsync(key: string, options?: SecureStoreOptions) {
    seen.push(options)
    items.delete(key)
  },
})

import { describe, expect, it } from 'vitest'
import { type ClientStorage, memoryStorage } from '../index.ts'
import { openPhone, openSignedInPhone, settled } from './support/phone.ts'

/** A storage in memory that cannot be read while it is locked, as a keychain. */
function openKeychain(memory: ClientStorage = memoryStorage()) {
  let isLocked = false
  const storage: ClientStorage = {
    ...memory,
    get: () => (isLocked ? Promise.reject(new Error('locked')) : memory.get()),
  }
  return { storage, memory, lock: () => (isLocked = true), unlock: () => (isLocked = false) }
}

/** An app that starts while the keychain, which has a sign-in, is locked. */
async function openLockedPhone() {
  const keychain = openKeychain()
  await openSignedInPhone({ storage: keychain.storage })
  keychain.lock()
  return { ...keychain, ...openPhone({ storage: keychain.storage }) }
}

describe('a storage that cannot be read at the start', () => {
  it('is no sign that nobody is signed in', async () => {
    const { client, unlock, events } = await openLockedPhone()
    expect(await client.status()).toBe('unknown')
    await expect(client.isSignedIn()).rejects.toThrow('locked')
    await expect(client.logout()).rejects.toThrow('locked')
    unlock()
    expect(await client.status()).toBe('signedIn')
    await settled()
    expect(events).toEqual([])
  })

  it('can be forgotten', async () => {
    const { client, memory, unlock, events } = await openLockedPhone()
    await client.forget()
    expect(await memory.get()).toBeNull()
    unlock()
    expect(await client.status()).toBe('signedOut')
    await settled()
    expect(events).toEqual(['signedOut'])
  })

  it('does not stop a login', async () => {
    const { client, requests } = await openLockedPhone()
    await client.register({ name: 'Robin', email: 'robin@example.com', password: 'correct horse battery staple' })
    expect(await client.status()).toBe('signedIn')
    expect((await client.getProfile()).name).toBe('Robin')
    expect(requests).toHaveLength(2)
  })
})

describe('a storage that cannot be read any more', () => {
  it('does not end what is known', async () => {
    const keychain = openKeychain()
    const { client } = await openSignedInPhone({ storage: keychain.storage })
    keychain.lock()
    expect(await client.status()).toBe('signedIn')
    expect(await client.isSignedIn()).toBe(true)
    expect(await client.accessToken()).toMatch(/^ey/)
    expect((await client.getProfile()).name).toBe('Syamlal')
  })

  it.each(['logout', 'forget'] as const)('does not stop %s', async (method) => {
    const keychain = openKeychain()
    const { client, events } = await openSignedInPhone({ storage: keychain.storage })
    keychain.lock()
    await client[method]()
    keychain.unlock()
    expect(await client.status()).toBe('signedOut')
    await settled()
    expect(events).toEqual(['signedOut'])
  })
})

it('nobody is signed in where nothing is stored', async () => {
  expect(await openPhone().client.status()).toBe('signedOut')
})

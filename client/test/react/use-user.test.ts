import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it } from 'vitest'
import { PASSWORD } from '../../../test/support/users.ts'
import { type ClientStorage, type LatchkeyClient, memoryStorage, type StoredValue } from '../../index.ts'
import { useUser } from '../../react/index.ts'
import { openGate, openPhone, openSignedInPhone, sendToService } from '../support/phone.ts'
import { app, openScreen, type Screen } from '../support/screen.ts'

const CREDENTIALS = { email: 'syamlal@example.com', password: PASSWORD }

const screens: Screen[] = []

function open(client: LatchkeyClient, options?: { isStrict: boolean }): Screen {
  const screen = openScreen(client, options)
  screens.push(screen)
  return screen
}

afterEach(() => {
  for (const screen of screens.splice(0)) screen.close()
})

/** The storage of a phone that was killed after its user had signed in. */
async function killedPhone(): Promise<ClientStorage> {
  const { storage } = await openSignedInPhone()
  return storage
}

const offline = () => Promise.reject(new TypeError('no network'))

/** A storage that nobody can read until the phone is unlocked. */
function lock(storage: ClientStorage) {
  let isLocked = true
  const guard = <T>(work: () => T): T | Promise<never> => (isLocked ? Promise.reject(new Error('locked')) : work())
  const guarded = ({ get, set, remove }: StoredValue): StoredValue => ({
    get: () => guard(get),
    set: (value) => guard(() => set(value)),
    remove: () => guard(remove),
  })
  const locked: ClientStorage = { ...guarded(storage), ...(storage.profile && { profile: guarded(storage.profile) }) }
  const unlock = () => {
    isLocked = false
  }
  return { storage: locked, unlock }
}

describe('an app that was killed', () => {
  it('shows its user before the service has answered, and then as they are there', async () => {
    const storage = await killedPhone()
    const other = openPhone()
    await other.client.login(CREDENTIALS)
    await other.client.updateProfile({ name: 'Robin' })
    const { open: answer, opened } = openGate()
    const { client } = openPhone({ storage, fetch: (...call) => opened.then(() => sendToService(...call)) })
    const screen = open(client)
    await screen.shows('signedIn Syamlal')
    answer()
    await screen.shows('signedIn Robin')
    expect(screen.shown).toEqual(['unknown', 'signedIn Syamlal', 'signedIn Robin'])
  })

  it('shows the login if nobody was signed in', async () => {
    const screen = open(openPhone().client)
    await screen.shows('signedOut')
    expect(screen.shown).toEqual(['unknown', 'signedOut'])
  })
})

describe('an app that is offline', () => {
  it('shows its user, and goes on', async () => {
    const { client, requests } = openPhone({ storage: await killedPhone(), fetch: offline })
    const screen = open(client)
    await screen.shows('signedIn Syamlal')
    await expect.poll(() => requests.length).toBeGreaterThan(0)
    await expect(client.updateProfile({ name: 'Robin' })).rejects.toMatchObject({ code: 'network_error' })
    expect(screen.shown).toEqual(['unknown', 'signedIn Syamlal'])
  })
})

describe('an app that is locked out of its storage', () => {
  it('shows neither the user nor the login until it is unlocked', async () => {
    const { storage, unlock } = lock(await killedPhone())
    const screen = open(openPhone({ storage }).client)
    await screen.shows('unknown storage_unreadable')
    unlock()
    await screen.shows('signedIn Syamlal')
    expect(screen.shown).toEqual(['unknown', 'unknown storage_unreadable', 'signedIn Syamlal'])
  })
})

describe('an app whose storage is broken for ever', () => {
  it('shows the user who logs in', async () => {
    const storage = { ...(await killedPhone()), get: () => Promise.reject(new Error('the key is lost')) }
    const { client } = openPhone({ storage })
    const screen = open(client)
    await screen.shows('unknown storage_unreadable')
    await client.login(CREDENTIALS)
    await screen.shows('signedIn Syamlal')
    await client.logout()
    await screen.shows('signedOut')
  })
})

describe('an app whose session was ended elsewhere', () => {
  it('shows the login at its next start, with the reason', async () => {
    const storage = await killedPhone()
    const other = openPhone()
    await other.client.login(CREDENTIALS)
    await other.client.endOtherSessions()
    const screen = open(openPhone({ storage }).client)
    await screen.shows('signedOut session_ended')
    expect(screen.shown).toEqual(['unknown', 'signedIn Syamlal', 'signedOut session_ended'])
  })

  it('shows it at its next call, too', async () => {
    const { client } = openPhone({ storage: await killedPhone() })
    const screen = open(client)
    await screen.shows('signedIn Syamlal')
    const other = openPhone()
    await other.client.login(CREDENTIALS)
    await other.client.endOtherSessions()
    await expect(client.listSessions()).rejects.toMatchObject({ code: 'session_ended' })
    await screen.shows('signedOut session_ended')
  })
})

describe('an app whose user does something', () => {
  it.each([false, true])('shows what the client has done, in every component (strict: %s)', async (isStrict) => {
    const { client } = openPhone()
    const screen = open(client, { isStrict })
    await screen.shows('signedOut')
    await client.register({ name: 'Syamlal', ...CREDENTIALS })
    await screen.shows('signedIn Syamlal')
    await client.updateProfile({ name: 'Robin' })
    await screen.shows('signedIn Robin')
    await client.logout()
    await screen.shows('signedOut')
    await client.register({ name: 'Carol', email: 'carol@example.com', password: PASSWORD })
    await screen.shows('signedIn Carol')
    expect(screen.shown.filter((text) => text.startsWith('signedIn '))).toEqual([
      'signedIn Syamlal',
      'signedIn Robin',
      'signedIn Carol',
    ])
  })

  it('shows nothing any more once it is closed', async () => {
    const { client, requests } = openPhone({ storage: lock(memoryStorage()).storage })
    const screen = openScreen(client)
    await screen.shows('unknown storage_unreadable')
    screen.close()
    await new Promise((resolve) => setTimeout(resolve, 1_200)) // longer than the storage is left alone
    expect([screen.shown, requests]).toEqual([['unknown', 'unknown storage_unreadable'], []])
  })
})

describe('a server', () => {
  it('renders that nothing is known', () => {
    expect(renderToString(app(openPhone().client))).toBe('<text>unknown</text><text>unknown</text>')
  })
})

describe('useUser', () => {
  it('says what is missing outside of a LatchkeyProvider', () => {
    const Lost = () => createElement('text', null, useUser().status)
    expect(() => renderToString(createElement(Lost))).toThrow('<LatchkeyProvider client={...}>')
  })
})

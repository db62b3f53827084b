import { describe, expect, it } from 'vitest'
import { PASSWORD } from '../../test/support/users.ts'
import { memoryStorage, webStorage } from '../index.ts'
import { openPhone, settled } from './support/phone.ts'
import { openScreen } from './support/screen.ts'

const USER = { name: 'Syamlal', email: 'syamlal@example.com', password: PASSWORD }

/** What tabs of a website share. As in a browser, the others are told of what one writes. */
function openWebsite() {
  const items = new Map<string, string>()
  return {
    openTab() {
      const area = {
        getItem: (key: string) => items.get(key) ?? null,
        setItem(key: string, value: string) {
          items.set(key, value)
          tellOthers(area, key)
        },
        removeItem(key: string) {
          items.delete(key)
          tellOthers(area, key)
        },
      }
      areas.push(area)
      return { ...openPhone({ storage: webStorage(area) }), area }
    },
    clear() {
      items.clear()
      for (const area of areas) tell(area, null)
    },
  }
}

const areas: object[] = []

function tellOthers(writer: object, key: string): void {
  for (const area of areas) if (area !== writer) tell(area, key)
}

const tell = (storageArea: object, key: string | null) =>
  globalThis.dispatchEvent(Object.assign(new Event('storage'), { storageArea, key }) as never) // the types are of Workers

describe('ten tabs', () => {
  it('follow the sign-in of one of them, and its log-out', async () => {
    const website = openWebsite()
    const tabs = Array.from({ length: 10 }, () => website.openTab())
    for (const { client } of tabs) expect(await client.status()).toBe('signedOut')
    await tabs[0]?.client.register(USER)
    await settled()
    expect(tabs.map(({ events }) => events)).toEqual(Array(10).fill(['signedIn']))
    expect((await tabs[9]?.client.getProfile())?.name).toBe('Syamlal')
    await tabs[9]?.client.logout()
    await settled()
    expect(tabs.map(({ events }) => events)).toEqual(Array(10).fill(['signedIn', 'signedOut']))
  })

  it('show whoever has signed in', async () => {
    const website = openWebsite()
    const [one, other] = [website.openTab(), website.openTab()]
    const screen = openScreen(other.client)
    await screen.shows('signedOut')
    await one.client.register(USER)
    await screen.shows('signedIn Syamlal')
    await one.client.logout()
    await screen.shows('signedOut')
    screen.close()
  })

  it('ask for the profile of whoever has signed in, where that is not stored yet', async () => {
    const website = openWebsite()
    const one = website.openTab()
    const { client } = openPhone({ storage: { ...website.openTab().storage, profile: memoryStorage() } })
    const screen = openScreen(client)
    await screen.shows('signedOut')
    await one.client.register(USER)
    await screen.shows('signedIn Syamlal')
    screen.close()
  })
})

describe('a tab', () => {
  it('is not told of its own sign-in twice, nor of tokens that another has refreshed', async () => {
    const website = openWebsite()
    const [one, other] = [website.openTab(), website.openTab()]
    await other.client.status()
    await one.client.register(USER)
    await settled()
    await other.client.refreshToken()
    await settled()
    expect([one.events, other.events]).toEqual([['signedIn'], ['signedIn', 'refreshed']])
    expect((await one.client.getProfile()).name).toBe('Syamlal')
    expect(one.refreshes()).toBe(0)
  })

  it('that nobody has asked yet says nothing of a sign-in', async () => {
    const website = openWebsite()
    const [one, other] = [website.openTab(), website.openTab()]
    await one.client.register(USER)
    await settled()
    expect(other.events).toEqual([])
    expect(await other.client.status()).toBe('signedIn')
  })

  it('has signed out when the storage of the website is cleared', async () => {
    const website = openWebsite()
    const { client, events } = website.openTab()
    await client.register(USER)
    website.clear()
    await settled()
    expect(events).toEqual(['signedIn', 'signedOut'])
    expect(await client.status()).toBe('signedOut')
  })

  it('goes on after a change that it cannot read', async () => {
    let changed = () => {}
    let isBroken = false
    const stored = memoryStorage()
    const get = () => {
      if (isBroken) throw new Error('broken')
      return stored.get()
    }
    const watch = (listener: () => void) => {
      changed = listener
    }
    const { client, events } = openPhone({ storage: { ...stored, get, watch } })
    await client.register(USER)
    isBroken = true
    changed()
    await settled()
    expect((await client.getProfile()).name).toBe('Syamlal')
    expect(events).toEqual(['signedIn'])
  })
})

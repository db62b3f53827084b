import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from '../journeys/support/client.ts'
import type { RunningService } from '../journeys/support/wrangler-dev.ts'
import { expectAccessible } from './accessible.ts'
import { newAdmin, openConsoleBrowser, openTab, startConsole, type Tab, type Tokens } from './console-support.ts'
import { hasChromium, keepScreenshot } from './support.ts'

let service: RunningService
let admin: Tokens
let browser: BrowserContext

beforeAll(async () => {
  if (!hasChromium) return
  service = await startConsole()
  admin = await newAdmin(service)
  browser = await openConsoleBrowser()
})

afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

/** A tab of a browser that asks for a language. */
async function openTabIn(lang: string): Promise<Tab> {
  const tab = await openTab(browser, service, admin)
  await tab.page.setExtraHTTPHeaders({ 'accept-language': lang })
  return tab
}

const SCREENS: Record<string, (userId: string) => string> = {
  overview: () => '#/',
  users: () => '#/users',
  user: (userId) => `#/users/${userId}`,
  ways: (userId) => `#/users/${userId}/ways`,
  audit: () => '#/audit',
  settings: () => '#/settings',
  health: () => '#/health',
}

describe.runIf(hasChromium)('the console in a language that is written from right to left', () => {
  it.each(Object.entries(SCREENS))(
    'begins its lines at the right, and nothing leaves the page: %s',
    async (name, hashOf) => {
      const tab = await openTabIn('ar')
      await tab.go(hashOf(admin._id))
      const heading = await tab.page.locator('main h1').boundingBox()
      const navigation = await tab.page.locator('aside').boundingBox()
      expect(navigation?.x).toBeGreaterThan(heading?.x ?? Number.POSITIVE_INFINITY)
      const overflow = await tab.page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
      await expectAccessible(tab.page, name)
      await keepScreenshot(tab.page, `console-rtl-${name}`)
      expect(tab.complaints).toEqual([])
      await tab.page.close()
    },
  )

  it('shows what runs the other way as it was written', async () => {
    await clientOf(service.url)('/users/profile', {
      method: 'PUT',
      token: admin.token,
      body: { bio: 'Sells bicycles.' },
    })
    const tab = await openTabIn('ar')
    await tab.go(`#/users/${admin._id}`)
    await tab.page.getByText('Sells bicycles.').waitFor()
    const [first, stop] = await tab.page.evaluate<[number, number]>(`(() => {
      const [text] = [...document.querySelectorAll('dd, dd *')].map((each) => each.firstChild).filter((each) => each?.data === 'Sells bicycles.')
      const leftOf = (index) => {
        const range = new Range()
        range.setStart(text, index)
        range.setEnd(text, index + 1)
        return range.getBoundingClientRect().left
      }
      return [leftOf(0), leftOf(text.length - 1)]
    })()`)
    expect(stop).toBeGreaterThan(first)
    await tab.page.close()
  })

  it('asks the service for problems in its language, and loads no other', async () => {
    const tab = await openTabIn('ar')
    const loaded: string[] = []
    tab.page.on('request', (request) => loaded.push(new URL(request.url()).pathname))
    const call = tab.page.waitForRequest((request) => new URL(request.url()).pathname === '/admin/users')
    await tab.go('#/users')
    expect((await call).headers()['accept-language']).toBe('ar')
    expect(loaded.filter((path) => path.includes('/language-')).length).toBe(1)
    expect(loaded.some((path) => path.includes('/language-ar-'))).toBe(true)
    await tab.page.close()
  })

  it('is in English where the page names a language that there is none of', async () => {
    const tab = await openTabIn('tlh')
    await tab.go('#/users')
    await tab.page.getByRole('heading', { name: 'Users', exact: true }).waitFor()
    await tab.page.close()
  })
})

describe.runIf(hasChromium)('the console in a language of long words', () => {
  it('cuts off no choice on a phone', async () => {
    const tab = await openTabIn('ml')
    await tab.page.setViewportSize({ width: 390, height: 800 })
    await tab.go('#/users/new')
    const cut = await tab.page.evaluate(
      `[...document.querySelectorAll('main label')].filter((label) => label.scrollWidth > label.clientWidth).length`,
    )
    expect(cut).toBe(0)
    const controls = tab.page.getByRole('radiogroup')
    const [outer, last] = [await controls.boundingBox(), await controls.locator('label').last().boundingBox()]
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual((outer?.x ?? 0) + (outer?.width ?? 0))
    await tab.page.close()
  })
})

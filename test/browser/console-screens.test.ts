import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from '../journeys/support/client.ts'
import type { RunningService } from '../journeys/support/wrangler-dev.ts'
import { expectAccessible } from './accessible.ts'
import {
  LOOKS,
  newAdmin,
  openConsoleBrowser,
  openTab,
  register,
  startConsole,
  type Tab,
  type Tokens,
} from './console-support.ts'
import { hasChromium, keepScreenshot } from './support.ts'

let service: RunningService
let admin: Tokens
let user: Tokens
let browser: BrowserContext
let tab: Tab

beforeAll(async () => {
  if (!hasChromium) return
  service = await startConsole()
  admin = await newAdmin(service)
  const call = clientOf(service.url)
  user = await register(call, 'robin@example.com')
  await call(`/admin/users/${user._id}`, {
    method: 'PATCH',
    token: admin.token,
    body: { roles: ['editor'], appMetadata: { plan: 'pro' } },
  })
})

afterEach(async () => {
  await browser?.close()
  expect(tab?.complaints ?? []).toEqual([])
})

afterAll(() => service?.stop())

const screens = (): Record<string, string> => ({
  overview: '#/',
  'overview-24h': '#/?period=24h',
  users: '#/users',
  'new-user': '#/users/new',
  user: `#/users/${user._id}`,
  sessions: `#/users/${user._id}/sessions`,
  ways: `#/users/${admin._id}/ways`,
  activity: `#/users/${user._id}/activity`,
  data: `#/users/${user._id}/data`,
  record: `#/users/${user._id}/record`,
  audit: '#/audit',
  webhooks: '#/webhooks',
  settings: '#/settings',
  health: '#/health',
  nowhere: '#/nowhere',
})

const DIALOGS = ['Edit', 'Send a reset', 'Disable', 'Delete']

/** Each theme and each width once: contrast is a matter of the one, and what fits of the other. */
const TESTED = LOOKS.filter(({ width, colorScheme }) => (width === 390) === (colorScheme === 'dark'))

const ALL_SCREENS_MS = 180_000

describe.runIf(hasChromium).each(TESTED)('at $width px, $colorScheme,', (look) => {
  const name = (screen: string) => `console-${screen}-${look.width}-${look.colorScheme}`

  it('no screen has a finding of axe, or is wider than the window', { timeout: ALL_SCREENS_MS }, async () => {
    browser = await openConsoleBrowser(look)
    tab = await openTab(browser, service, admin)
    for (const [screen, hash] of Object.entries(screens())) {
      await tab.go(hash)
      await keepScreenshot(tab.page, name(screen))
      await expectAccessible(tab.page, screen)
    }
  })

  it('no dialog has one, and Escape leads back to its button', async () => {
    browser = await openConsoleBrowser(look)
    tab = await openTab(browser, service, admin)
    await tab.go(`#/users/${user._id}`)
    for (const dialog of DIALOGS) {
      const button = tab.page.getByRole('button', { name: dialog, exact: true })
      await button.press('Enter')
      await tab.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).waitFor()
      await keepScreenshot(tab.page, name(`dialog-${dialog}`))
      await expectAccessible(tab.page, dialog)
      await tab.page.keyboard.press('Escape')
      await tab.page.getByRole('dialog').waitFor({ state: 'detached' })
      await expect.poll(() => tab.page.evaluate('document.activeElement.textContent')).toBe(dialog)
    }
  })
})

describe.runIf(hasChromium)('what a user has written', () => {
  it('is text on every screen, whatever it is', async () => {
    const call = clientOf(service.url)
    const name = `<img src=x onerror="document.title='injected'">`
    const attacker = await register(call, 'attacker@example.com', name)
    await call('/users/profile', {
      method: 'PUT',
      token: attacker.token,
      body: { bio: name, metadata: { [name]: name } },
    })
    browser = await openConsoleBrowser()
    tab = await openTab(browser, service, admin)
    for (const hash of ['#/users', `#/users/${attacker._id}`, `#/users/${attacker._id}/data`]) {
      await tab.go(hash)
      await tab.page.getByText('onerror').first().waitFor()
      expect(await tab.page.locator('img').count()).toBe(0)
      expect(await tab.page.title()).not.toBe('injected')
    }
  })
})

const BY_KEYBOARD = ['users', 'user', 'audit', 'settings', 'overview', 'data']

describe.runIf(hasChromium)('by keyboard alone', () => {
  it.each(BY_KEYBOARD)('Tab comes to all that can be done, and one sees where it is: %s', async (screen) => {
    browser = await openConsoleBrowser()
    tab = await openTab(browser, service, admin)
    await tab.go(screens()[screen] ?? '')
    const wanted: string[] = await tab.page.evaluate(NUMBER_CONTROLS)
    const reached = await tabThrough(tab.page)
    expect(reached.filter(({ isSeen }) => !isSeen)).toEqual([])
    const found = new Set(reached.map(({ control }) => control))
    expect(wanted.filter((control) => !found.has(control))).toEqual([])
  })
})

describe.runIf(hasChromium)('the theme', () => {
  it('is the system’s until somebody chooses, and stays', async () => {
    browser = await openConsoleBrowser()
    tab = await openTab(browser, service, admin)
    await tab.go('#/health')
    const scheme = () => tab.page.evaluate('document.documentElement.dataset.mantineColorScheme')
    expect(await scheme()).toBe('light')
    await tab.page.getByRole('radio', { name: 'System' }).focus()
    await tab.page.keyboard.press('ArrowLeft') // round to the last one
    expect(await scheme()).toBe('dark')
    await tab.page.reload()
    await tab.page.getByRole('heading', { name: 'Health' }).waitFor()
    expect(await scheme()).toBe('dark')
  })
})

/** Names what can be used, less what the arrow keys lead to from its neighbour. */
const NUMBER_CONTROLS = `
  [...document.querySelectorAll('a[href], button, input:not([type=radio]), select, textarea, summary')]
    .filter((element) => element.checkVisibility() && !element.disabled && element.tabIndex >= 0)
    .map((element, index) => (element.dataset.control = index + ' ' + element.outerHTML.slice(0, 200)))
`

/** The element that has the focus, and whether that is seen: by an outline or a shadow, a radio button's by its label. */
const LOOK_AT_FOCUS = `
  (() => {
    const element = document.activeElement
    if (element === document.body) return null
    const looks = [getComputedStyle(element), getComputedStyle(element, '::after')]
    const isSeen = looks.some((look) => look.outlineStyle !== 'none' || look.boxShadow !== 'none')
    return { control: element.dataset.control ?? element.outerHTML, isSeen: isSeen || element.type === 'radio' }
  })()
`

/** Presses Tab until the focus is where it was first; in between it leaves the page once. */
async function tabThrough(page: Page): Promise<{ control: string; isSeen: boolean }[]> {
  const reached: { control: string; isSeen: boolean }[] = []
  while (reached.length < 200) {
    await page.keyboard.press('Tab')
    const focused: { control: string; isSeen: boolean } | null = await page.evaluate(LOOK_AT_FOCUS)
    if (focused && focused.control === reached[0]?.control) break
    if (focused) reached.push(focused)
  }
  return reached
}

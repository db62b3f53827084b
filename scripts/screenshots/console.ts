import type { Page } from 'playwright-core'
import {
  LOOKS,
  newAdmin,
  openConsoleBrowser,
  openTab,
  register,
  stateOf,
  type Tokens,
} from '../../test/browser/console-support.ts'
import { clientOf } from '../../test/journeys/support/client.ts'
import type { RunningService } from '../../test/journeys/support/wrangler-dev.ts'
import { addDemoData } from './demo-data.ts'

const USERS = 400

/** What docs/console.md shows, by the names of the others. */
const SHOWN: Record<string, string> = {
  'overview-1440-light': 'console-overview',
  'users-1440-light': 'console-users',
  'user-1440-light': 'console-user',
  'user-390-dark': 'console-user-phone',
}

const CHARTS_MILLISECONDS = 1_500

/** Takes every screen of the console, in both themes, at the width of a desk and of a phone. */
export async function takeConsole(service: RunningService, shown: string, others: string): Promise<void> {
  const admin = await newAdmin(service)
  const user = await prepare(service, admin)
  for (const look of LOOKS) {
    const suffix = `${look.width}-${look.colorScheme}`
    const picture = (name: string) => {
      const known = SHOWN[`${name}-${suffix}`]
      return known ? `${shown}/${known}.png` : `${others}/${name}-${suffix}.png`
    }
    const browser = await openConsoleBrowser(look)
    const stranger = await openTab(browser, service)
    await stranger.go('')
    await stranger.page.screenshot({ path: picture('sign-in') })
    const { page, go } = await openTab(browser, service, admin)
    for (const [name, hash] of Object.entries(screensOf(user._id, admin._id))) {
      await go(hash)
      await page.waitForTimeout(name.startsWith('overview') ? CHARTS_MILLISECONDS : 0)
      const isShown = SHOWN[`${name}-${suffix}`] !== undefined
      await page.screenshot({ path: picture(name), fullPage: !isShown })
    }
    await go(`#/users/${user._id}`)
    await takeDialogs(page, picture)
    await browser.close()
  }
  await takeFromRightToLeft(service, admin, user, shown)
}

/** Takes the page of a user as it is in a language that is written from right to left. */
async function takeFromRightToLeft(service: RunningService, admin: Tokens, user: Tokens, shown: string): Promise<void> {
  const browser = await openConsoleBrowser({ width: 1_440, colorScheme: 'light' })
  const { page, go } = await openTab(browser, service, admin)
  await page.setExtraHTTPHeaders({ 'accept-language': 'ar' })
  await go(`#/users/${user._id}`)
  await page.screenshot({ path: `${shown}/console-arabic.png` })
  await browser.close()
}

const screensOf = (userId: string, adminId: string): Record<string, string> => ({
  overview: '#/',
  'overview-24h': '#/?period=24h',
  'overview-12m': '#/?period=12m',
  users: '#/users',
  'new-user': '#/users/new',
  user: `#/users/${userId}`,
  sessions: `#/users/${userId}/sessions`,
  'ways-in': `#/users/${adminId}/ways`,
  activity: `#/users/${userId}/activity`,
  metadata: `#/users/${userId}/data`,
  record: `#/users/${userId}/record`,
  audit: '#/audit',
  webhooks: '#/webhooks',
  settings: '#/settings',
  health: '#/health',
})

async function takeDialogs(page: Page, picture: (name: string) => string): Promise<void> {
  for (const name of ['Edit', 'Disable', 'Delete']) {
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).waitFor()
    await page.screenshot({ path: picture(`dialog-${name.toLowerCase()}`), animations: 'disabled' })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
}

/** Somebody whom much has happened to, among many others. */
async function prepare(service: RunningService, admin: Tokens): Promise<Tokens> {
  const call = clientOf(service.url)
  const { token } = admin
  const user = await register(call, 'robin@example.com')
  const path = `/admin/users/${user._id}`
  const body = { roles: ['editor'], emailVerified: true, appMetadata: { plan: 'pro', seats: 5 } }
  await call(path, { method: 'PATCH', token, body })
  await call('/users/profile', {
    method: 'PUT',
    token: user.token,
    body: { bio: 'Sells bicycles.', metadata: { theme: 'dark' } },
  })
  await call(`${path}/disable`, { token, body: { reason: 'Ticket 4711: asked for a pause' } })
  await call(`${path}/enable`, { method: 'POST', token })
  await call('/users/login', {
    body: { email: 'robin@example.com', password: 'correct horse battery staple', deviceName: 'Robin’s phone' },
  })
  await addDemoData(stateOf(service), USERS)
  return user
}

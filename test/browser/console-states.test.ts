import type { BrowserContext, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from '../journeys/support/client.ts'
import type { RunningService } from '../journeys/support/wrangler-dev.ts'
import { expectAccessible } from './accessible.ts'
import {
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
let browser: BrowserContext
let tab: Tab

beforeAll(async () => {
  if (!hasChromium) return
  service = await startConsole()
  admin = await newAdmin(service)
  browser = await openConsoleBrowser()
})

afterEach(async () => {
  await tab?.page.close()
  expect(tab?.complaints ?? []).toEqual([])
})

afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

/** Answers the admin API's calls in the service's place, and nothing else. */
const intercept = (answer: (route: Route) => unknown) =>
  tab.page.route(
    ({ pathname }) => pathname.startsWith('/admin/') && !pathname.startsWith('/admin/assets/'),
    async (route) => {
      await answer(route)
    },
  )

const problem = (status: number, code: string) => (route: Route) =>
  route.fulfill({
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({
      title: code,
      status,
      code,
      message: `The reason is ${code}.`,
      requestId: 'request-of-test',
    }),
  })

const page = (data: unknown[]) => (route: Route) => route.fulfill({ json: { data } })

const SCREENS = ['#/', '#/users', '#/users/3q2-7wAAECAwQFBgcICQoL', '#/audit', '#/webhooks', '#/settings', '#/health']

describe.runIf(hasChromium)('a screen', () => {
  it.each(SCREENS)('says that it could not be loaded, and loads when asked again: %s', async (hash) => {
    tab = await openTab(browser, service, admin)
    await intercept(problem(500, 'internal_error'))
    await tab.go(hash)
    const alert = tab.page.getByRole('alert').filter({ hasText: 'could not be loaded' })
    await alert.waitFor()
    expect(await alert.textContent()).toContain('request request-of-test')
    await expectAccessible(tab.page, hash)
    await keepScreenshot(tab.page, `console-failing-${hash.replaceAll(/\W/g, '') || 'overview'}`)
    const asked = tab.page.waitForRequest((request) => new URL(request.url()).pathname.startsWith('/admin/'))
    await alert.getByRole('button', { name: 'Try again' }).press('Enter')
    await asked
  })

  it('asks again by itself while the service cannot serve just now, and shows what comes then', async () => {
    tab = await openTab(browser, service, admin)
    let calls = 0
    await intercept((route) => (++calls < 3 ? problem(503, 'unavailable')(route) : page([])(route)))
    await tab.go('#/users')
    await tab.page.getByText('There are no users yet').waitFor()
    expect(calls).toBe(3)
  })

  it.each(SCREENS)('shows at once that it loads: %s', async (hash) => {
    tab = await openTab(browser, service, admin)
    await intercept(() => new Promise(() => {})) // no answer comes
    await tab.page.goto(`${service.url}/admin${hash}`)
    await tab.page.getByRole('status', { name: 'Loading' }).first().waitFor()
    await expectAccessible(tab.page, hash)
  })

  it.each([
    ['#/users', 'There are no users yet'],
    ['#/users?search=nobody', 'Nobody is like that'],
    ['#/audit', 'Nothing is recorded'],
  ])('says that there is nothing, and why: %s', async (hash, text) => {
    tab = await openTab(browser, service, admin)
    await intercept(page([]))
    await tab.go(hash)
    await tab.page.getByText(text).waitFor()
    await expectAccessible(tab.page, hash)
  })

  it('says that there are no webhooks, and how there would be', async () => {
    tab = await openTab(browser, service, admin)
    await intercept(problem(501, 'webhooks_not_configured'))
    await tab.go('#/webhooks')
    await tab.page.getByText('WEBHOOK_URLS').waitFor()
  })

  it('says that there is no such user', async () => {
    tab = await openTab(browser, service, admin)
    await tab.go('#/users/3q2-7wAAECAwQFBgcICQoL')
    await tab.page.getByText('There is no such user').waitFor()
  })
})

describe.runIf(hasChromium)('whoever may not go on is told why, and what to do', () => {
  it('without the role', async () => {
    const user = await register(clientOf(service.url), 'nobody@example.com')
    tab = await openTab(browser, service, user)
    await tab.go('#/users')
    await tab.page.getByRole('heading', { name: 'This account is no admin' }).waitFor()
    await tab.page.getByText('npm run admin -- grant nobody@example.com').waitFor()
    await expectAccessible(tab.page, 'role')
  })

  it.each([
    ['access_required', 403, 'Cloudflare Access is in the way', 'Load the page again'],
    ['recent_login_required', 403, 'Sign in again', 'Sign in again'],
    ['factor_missing', 403, 'Add a second factor first', 'Add an authenticator app'],
  ])('with %s', async (code, status, heading, button) => {
    tab = await openTab(browser, service, admin)
    await intercept(problem(status, code))
    await tab.go('#/users')
    await tab.page.getByRole('heading', { name: heading }).waitFor()
    await tab.page.getByRole('button', { name: button }).waitFor()
    await expectAccessible(tab.page, code)
    await keepScreenshot(tab.page, `console-${code}`)
  })

  it('by a redirect of Cloudflare Access, whose sign-in has ended while the console was open', async () => {
    tab = await openTab(browser, service, admin)
    await intercept((route) =>
      route.fulfill({
        status: 302,
        headers: { location: 'https://example.cloudflareaccess.com/cdn-cgi/access/login' },
      }),
    )
    await tab.go('#/users')
    await tab.page.getByRole('heading', { name: 'Cloudflare Access is in the way' }).waitFor()
  })

  it('whose sign-in is too old signs in again, and is where they were', async () => {
    const again = await newAdmin(service, 'again@example.com')
    tab = await openTab(browser, service, again)
    await intercept(problem(403, 'recent_login_required'))
    await tab.go('#/health')
    await tab.page.getByRole('button', { name: 'Sign in again' }).click()
    await tab.page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
    expect(await tab.page.getByLabel('Email address').inputValue()).toBe('again@example.com')
    expect(new URL(tab.page.url()).hash).toBe('#/health')
    expect(await tab.page.evaluate(`sessionStorage.getItem('latchkey.console')`)).toBeNull()
  })

  it('and a wrong password is one', async () => {
    tab = await openTab(browser, service)
    await tab.go('')
    await tab.page.getByLabel('Email address').fill('admin@example.com')
    await tab.page.getByLabel('Password', { exact: true }).fill('no password of theirs')
    await tab.page.keyboard.press('Enter')
    await tab.page.getByRole('alert').filter({ hasText: 'invalid_credentials' }).waitFor()
    await expectAccessible(tab.page, 'wrong password')
  })
})

import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientOf } from '../journeys/support/client.ts'
import { mailedCode, mailedToken, mailTo } from '../journeys/support/mails.ts'
import { type RunningService, startService } from '../journeys/support/wrangler-dev.ts'
import { inDigitsFrom } from '../support/digits.ts'
import { hasChromium, keepScreenshot, openChromium } from './support.ts'

const PASSWORD = 'correct horse battery staple'
const NEW_PASSWORD = 'another horse battery staple'

let service: RunningService
let call: Client
let browser: BrowserContext

beforeAll(async () => {
  if (!hasChromium) return
  service = await startService({ LOGIN_CODES: 'on' })
  call = clientOf(service.url)
})

afterEach(() => browser?.close())
afterAll(() => service?.stop())

async function open(path: string, look?: Parameters<typeof openChromium>[0]): Promise<Page> {
  browser = await openChromium(look)
  const page = await browser.newPage()
  await page.goto(service.url + path)
  return page
}

const register = async (email: string) =>
  (await call('/users/register', { body: { name: 'Syamlal', email, password: PASSWORD } })).body.data

/** Goes on by Tab to the field, and fails if Tab never comes there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 10; step++) {
    await page.keyboard.press('Tab')
    if ((await page.locator(`${selector}:focus`).count()) > 0) return
  }
  throw new Error(`Tab does not come to ${selector}`)
}

/** Fills fields and sends the form without a pointer. */
async function fillByKeyboard(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    await tabTo(page, `[name=${name}]`)
    await page.keyboard.press('Control+A')
    await page.keyboard.type(value)
  }
  await tabTo(page, 'button')
  await Promise.all([page.waitForLoadState('load'), page.waitForNavigation(), page.keyboard.press('Enter')])
}

describe.runIf(hasChromium)('by keyboard alone, in a real browser', () => {
  it('an address is confirmed by the link in the mail', async () => {
    const user = await register('confirm@example.com')
    const token = await mailedToken(service, 'confirm@example.com')
    const page = await open(`/account/confirm-email?user=${user._id}&token=${token}`)
    await fillByKeyboard(page, {})
    expect(await page.getByRole('status').textContent()).toContain('Your address is confirmed')
    expect((await call('/users/profile', { token: user.token })).body.data.emailVerified).toBe(true)
  })

  it('a forgotten password is replaced', async () => {
    const email = 'forgot@example.com'
    await register(email)
    const page = await open('/account/forgot-password')
    await fillByKeyboard(page, { email })
    const code = await mailedCode(service, email, 2) // after the one of registering
    await tabTo(page, 'a[href="/account/reset-password"]')
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    await fillByKeyboard(page, { email, code: '000000', password: NEW_PASSWORD })
    expect(await page.getByRole('alert').textContent()).toContain('The code is wrong')
    await keepScreenshot(page, 'reset-password-error')
    const typed = inDigitsFrom(0x660, `${code.slice(0, 3)} ${code.slice(3)}`) // by an Arabic keyboard
    await fillByKeyboard(page, { code: typed, password: NEW_PASSWORD })
    expect(await page.getByRole('status').textContent()).toContain('Your password is changed')
    expect((await call('/users/login', { body: { email, password: NEW_PASSWORD } })).status).toBe(200)
  })

  it('an account is deleted', async () => {
    const email = 'delete@example.com'
    const user = await register(email)
    const page = await open('/account/delete')
    await fillByKeyboard(page, { email, password: PASSWORD })
    expect(await page.getByRole('status').textContent()).toContain('Your account is deleted')
    expect((await call('/users/profile', { token: user.token })).status).toBe(401)
  })
})

describe.runIf(hasChromium)('a mail', () => {
  it('fits on a phone, with its link', async () => {
    await register('mail@example.com')
    const { html } = await mailTo(service, 'mail@example.com')
    browser = await openChromium({ width: 320 })
    const page = await browser.newPage()
    await page.setContent(html)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })
})

/** What an attacker's markup would do, once it were in the page. */
const INJECTION = `
  const script = document.createElement('script')
  script.textContent = 'document.title = "injected"'
  document.body.append(script)
  const image = document.createElement('img')
  image.setAttribute('onerror', 'document.title = "injected"')
  image.src = 'data:image/png,'
  document.body.append(image)
`

const PAGES = {
  home: '/',
  'confirm-email': '/account/confirm-email?user=1&token=none',
  'forgot-password': '/account/forgot-password',
  'reset-password': '/account/reset-password?email=syamlal@example.com&code=123456',
  'sign-in-code': '/account/sign-in-code?email=syamlal@example.com&code=123456&token=none',
  'delete-account': '/account/delete',
}

describe.runIf(hasChromium).each(Object.entries(PAGES))('the page %s', (name, path) => {
  it.each(['light', 'dark'] as const)('has no violation of WCAG AA on a phone, %s', async (colorScheme) => {
    const page = await open(path, { colorScheme })
    await keepScreenshot(page, `${name}-${colorScheme}`)
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze()
    expect(violations.map(({ id, nodes }) => ({ id, html: nodes.map((node) => node.html) }))).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })

  it('runs no script that gets into it', async () => {
    const page = await open(path)
    await page.evaluate(INJECTION)
    await page.waitForTimeout(300)
    expect(await page.title()).not.toBe('injected')
  })
})

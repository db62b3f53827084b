import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientOf } from '../journeys/support/client.ts'
import { mailedCode } from '../journeys/support/mails.ts'
import type { RunningService } from '../journeys/support/wrangler-dev.ts'
import { totpNow } from '../support/totp-code.ts'
import {
  openConsoleBrowser,
  openTab,
  PASSWORD,
  register,
  seedUsers,
  startConsole,
  stateOf,
  type Tab,
  type Tokens,
} from './console-support.ts'
import { hasChromium } from './support.ts'

const USERS = 100_000
const ADMIN = 'ada@example.com'

let service: RunningService
let call: Client
let target: Tokens
let browser: BrowserContext
let tab: Tab
let secret: string

beforeAll(async () => {
  if (!hasChromium) return
  service = await startConsole()
  call = clientOf(service.url)
  const { token } = await register(call, ADMIN, 'Ada Admin')
  const code = await mailedCode(service, ADMIN)
  await call('/users/email/verify', { token, body: { code } }) // or anybody may have registered it
  target = await register(call, 'trouble@example.com', 'Terry Trouble')
  await seedUsers(service, USERS)
  browser = await openConsoleBrowser()
  tab = await openTab(browser, service)
})

afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

const heading = (name: string) => tab.page.getByRole('heading', { level: 1, name, exact: true })
const button = (name: string) => tab.page.getByRole('button', { name, exact: true })

async function logIn(): Promise<void> {
  await tab.page.getByLabel('Email address').fill(ADMIN)
  await tab.page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await tab.page.keyboard.press('Enter')
}

// One journey: each step goes on where the one before it ended.
describe.runIf(hasChromium)('from the first admin to a user whose next call is refused, among 100,000', () => {
  it('a user is no admin until whoever deploys the service says so', async () => {
    await tab.go('#/users') // where they are once they may
    await logIn()
    await heading('This account is no admin').waitFor()
    const args = ['scripts/admin/admin.ts', 'grant', ADMIN, '--persist-to', stateOf(service)]
    await promisify(execFile)(process.execPath, args)
    await button('Try again').press('Enter')
    await heading('Add a second factor first').waitFor()
  })

  it('an admin adds an authenticator app, and stores the recovery codes', async () => {
    await button('Add an authenticator app').press('Enter')
    secret = (await tab.page.getByText('Or type this secret').locator('code').textContent()) ?? ''
    await tab.page.getByLabel('Code that the app shows').fill(totpNow(secret))
    await tab.page.keyboard.press('Enter')
    await heading('Keep your recovery codes').waitFor()
    expect((await tab.page.locator('pre, code').first().textContent())?.trim().split('\n')).toHaveLength(10)
    expect(await button('Open the console').isDisabled()).toBe(true)
    await tab.page.getByLabel('I have stored them').press('Space')
    await button('Open the console').press('Enter')
    await heading('Users').waitFor()
  })

  it('signs out, and nothing of the sign-in is left in the tab', async () => {
    await button('Sign out').press('Enter')
    await heading('Sign in').waitFor()
    const kept = await tab.page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage }) + document.cookie')
    expect(kept).not.toMatch(/ey[JI]/)
  })

  it('signs in with the password and the code of the app', async () => {
    await logIn()
    await heading('Second factor').waitFor()
    await tab.page.getByLabel('Code of your authenticator app').fill(totpNow(secret, 1))
    await tab.page.keyboard.press('Enter')
    await heading('Users').waitFor()
  })

  it('finds the user by the beginning of the name, and opens them by keyboard', async () => {
    await tab.page.keyboard.press('/')
    await tab.page.keyboard.type('terry')
    await tab.page.getByRole('link', { name: 'Terry Trouble' }).waitFor()
    await expect.poll(() => tab.page.locator('[data-row]').count()).toBe(1)
    await tab.page.keyboard.press('ArrowDown')
    await tab.page.keyboard.press('Enter')
    await heading('Terry Trouble').waitFor()
  })

  it('disables them, with a reason', async () => {
    expect((await call('/users/profile', { token: target.token })).status).toBe(200)
    await button('Disable').press('Enter')
    await tab.page.locator('[role="dialog"] :is(input, textarea):focus').waitFor() // or the first letters get lost
    await tab.page.keyboard.type('Ticket 4711')
    await tab.page.keyboard.press('Enter')
    await tab.page.getByText('This account is disabled').waitFor()
    await tab.page.getByText('Reason: Ticket 4711').waitFor()
  })

  it('their next call is refused', async () => {
    const { status, body } = await call('/users/profile', { token: target.token })
    expect(status).toBeGreaterThanOrEqual(401)
    expect(['account_disabled', 'session_ended']).toContain(body.code)
    const login = await call('/users/login', { body: { email: 'trouble@example.com', password: PASSWORD } })
    expect(login.body.code).toBe('account_disabled')
  })

  it('the audit record says who did it, and enabling them is one step', async () => {
    await tab.page.getByRole('tab', { name: 'Audit record' }).click()
    await tab.page.getByText('User disabled').waitFor()
    await button('Enable').press('Enter')
    await button('Enable the account').press('Enter')
    await button('Disable').waitFor()
    const login = await call('/users/login', { body: { email: 'trouble@example.com', password: PASSWORD } })
    expect(login.status).toBe(200)
  })

  it('takes their data along as a file', async () => {
    const [download] = await Promise.all([tab.page.waitForEvent('download'), button('Export').press('Enter')])
    const exported = JSON.parse(await readFile(await download.path(), 'utf8'))
    expect(exported.profile.email).toBe('trouble@example.com')
  })

  it('deletes them only after their email address was typed', async () => {
    await button('Delete').press('Enter')
    expect(await button('Delete the user').isDisabled()).toBe(true)
    await tab.page.getByLabel('Type trouble@example.com to confirm').fill('trouble@example.com')
    await tab.page.keyboard.press('Enter')
    await heading('Users').waitFor()
    const login = await call('/users/login', { body: { email: 'trouble@example.com', password: PASSWORD } })
    expect(login.body.code).toBe('invalid_credentials')
  })

  it('and the browser had nothing to complain about', () => {
    expect(tab.complaints).toEqual([])
  })
})

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { cloneRow, hurry, numbers } from '../../bench/servers/seed.ts'
import { type Client, clientOf } from '../journeys/support/client.ts'
import { changeState, openState } from '../journeys/support/database.ts'
import { type RunningService, startService } from '../journeys/support/wrangler-dev.ts'
import { totpNow } from '../support/totp-code.ts'
import { openChromium } from './support.ts'

const TIMEOUT_MS = 15_000

export const PASSWORD = 'correct horse battery staple'

const SETTINGS = {
  ADMIN: 'on',
  FACTORS: 'on',
  PASSKEYS: 'on',
  GUESTS: 'on',
  APP_NAME: 'Corner Shop',
  BRAND_COLOR: '#0b7a5b',
}

/** A service with the console as its source is now. */
export async function startConsole(settings: Record<string, string> = {}): Promise<RunningService> {
  execFileSync(process.execPath, ['scripts/build-console.js', '--if-older'])
  const secrets = ['ENCRYPTION_KEYS', ...('WEBHOOK_SECRET' in settings ? ['WEBHOOK_SECRET'] : [])]
  return startService({ ...SETTINGS, ...settings }, withSecrets(secrets))
}

/** Wrangler reads no secret from `.dev.vars` that is not required. */
const withSecrets = (names: readonly string[]) => (toml: string) =>
  toml.replace('required = ["JWT_KEYS"', `$&${names.map((name) => `, "${name}"`).join('')}`)

export const stateOf = ({ directory }: RunningService): string => join(directory, '.wrangler/state')

/** What a sign-in has, as the console keeps it. */
export interface Tokens {
  _id: string
  token: string
  refreshToken: string
}

export async function register(call: Client, email: string, name = 'Robin Fischer'): Promise<Tokens> {
  const { status, body } = await call('/users/register', { body: { name, email, password: PASSWORD } })
  if (status !== 201) throw new Error(`registering failed: ${JSON.stringify(body)}`)
  return body.data
}

/** Somebody with the role `admin` and an authenticator app, who has just given its code. */
export async function newAdmin(service: RunningService, email = 'admin@example.com'): Promise<Tokens> {
  const call = clientOf(service.url)
  const user = await register(call, email, 'Ada Admin')
  await changeState(stateOf(service), `UPDATE users SET roles = '["admin"]' WHERE id = ?`, user._id)
  return { ...user, ...(await enrol(call, user.token)) }
}

/** Adds an authenticator app; returns the tokens of the session that has given its code. */
async function enrol(call: Client, token: string): Promise<Pick<Tokens, 'token' | 'refreshToken'>> {
  const begun = await call('/users/factors/totp', { token, body: {} })
  const { factorId, secret } = begun.body.data
  const confirmed = await call('/users/factors/totp/confirm', { token, body: { factorId, code: totpNow(secret) } })
  if (confirmed.status !== 200) throw new Error(`confirming a factor failed: ${JSON.stringify(confirmed.body)}`)
  return confirmed.body.data
}

/** Makes so many users more, by SQL: copies of one who has registered, all within the last year. */
export async function seedUsers(service: RunningService, count: number): Promise<void> {
  const database = await openState(stateOf(service))
  try {
    hurry(database)
    cloneRow(database, 'users', numbers(count), {
      id: "printf('seeded%016d', n)",
      email: "'user' || n || '@seeded.example.com'",
      name: "'Seeded ' || n",
      roles: 'NULL',
      created_at: `created_at - 1000 * (n % 31536000)`,
    })
  } finally {
    database.close()
  }
}

interface Look {
  width: number
  colorScheme: 'light' | 'dark'
}

export const LOOKS: readonly Look[] = [
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
]

/** A tab of the console, and what the browser complained about so far. */
export interface Tab {
  page: Page
  complaints: string[]
  go(hash: string): Promise<void>
}

export const openConsoleBrowser = ({ width, colorScheme }: Look = { width: 1440, colorScheme: 'light' }) =>
  openChromium({ width, height: 900, colorScheme })

/** A new tab, in which whoever has these tokens is signed in. */
export async function openTab(
  browser: BrowserContext,
  service: RunningService,
  tokens?: Pick<Tokens, 'token' | 'refreshToken'>,
): Promise<Tab> {
  const page = await browser.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (line) => {
    const isOfNetwork = line.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(line.type()) && !isOfNetwork) complaints.push(line.text())
  })
  if (tokens)
    await page.addInitScript(keepTokens, { id: 'test', token: tokens.token, refreshToken: tokens.refreshToken })
  const go = async (hash: string) => {
    await page.goto(`${service.url}/admin${hash}`)
    await settled(page)
  }
  return { page, complaints, go }
}

/** Runs in the browser, before the console. Once: what it changes stays. */
function keepTokens(tokens: object) {
  const { sessionStorage } = globalThis as unknown as { sessionStorage: Record<string, string> }
  if (!sessionStorage['test.began']) sessionStorage['latchkey.console'] = JSON.stringify(tokens)
  sessionStorage['test.began'] = 'yes'
}

/** Waits until nothing loads any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.locator('[role="status"][aria-label]').first().waitFor({ state: 'hidden' }) // its name is in the page's language
}

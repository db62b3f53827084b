import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf } from '../journeys/support/client.ts'
import { changeState } from '../journeys/support/database.ts'
import type { RunningService } from '../journeys/support/wrangler-dev.ts'
import { openConsoleBrowser, openTab, register, startConsole, stateOf, type Tab } from './console-support.ts'
import { addAuthenticator, hasChromium } from './support.ts'

let service: RunningService
let browser: BrowserContext
let tab: Tab

beforeAll(async () => {
  if (!hasChromium) return
  service = await startConsole()
  const user = await register(clientOf(service.url), 'ada@example.com', 'Ada Admin')
  await changeState(stateOf(service), `UPDATE users SET roles = '["admin"]' WHERE id = ?`, user._id)
  browser = await openConsoleBrowser()
  tab = await openTab(browser, service, user)
  await addAuthenticator(tab.page)
})

afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

describe.runIf(hasChromium)('with a passkey', () => {
  it('an admin without a second factor adds one, and is let in by it', async () => {
    await tab.go('#/users')
    await tab.page.getByRole('heading', { name: 'Add a second factor first' }).waitFor()
    await tab.page.getByRole('button', { name: 'Add a passkey' }).press('Enter')
    await tab.page.getByRole('heading', { name: 'Users', exact: true }).waitFor()
  })

  it('they sign in without a password', async () => {
    await tab.page.getByRole('button', { name: 'Sign out' }).press('Enter')
    await tab.page.getByRole('button', { name: 'Sign in with a passkey' }).press('Enter')
    await tab.page.getByRole('heading', { name: 'Users', exact: true }).waitFor()
    expect(tab.complaints).toEqual([])
  })
})

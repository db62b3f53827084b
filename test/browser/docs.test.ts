import type { BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientOf } from '../journeys/support/client.ts'
import { type RunningService, startService } from '../journeys/support/wrangler-dev.ts'
import { hasChromium, keepScreenshot, openChromium } from './support.ts'

let service: RunningService
let call: Client
let browser: BrowserContext

beforeAll(async () => {
  if (!hasChromium) return
  service = await startService()
  call = clientOf(service.url)
})

afterEach(() => browser?.close())
afterAll(() => service?.stop())

interface Operation {
  summary: string
}

describe.runIf(hasChromium)('the API reference', () => {
  it('lists every operation, and asks nobody else for anything', { timeout: 120_000 }, async () => {
    browser = await openChromium({ width: 1280, height: 900 })
    const page = await browser.newPage()
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(service.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url())
    })
    await page.goto(`${service.url}/docs`)
    await page.getByRole('heading', { name: 'Latchkey' }).first().waitFor({ timeout: 60_000 })
    await keepScreenshot(page, 'docs')
    const document = (await call('/openapi.json')).body
    const operations = Object.values<Record<string, Operation>>(document.paths).flatMap(Object.values<Operation>)
    const missing = async () => {
      const text = (await page.locator('body').textContent()) ?? ''
      return operations.map(({ summary }) => summary).filter((summary) => !text.includes(summary))
    }
    await expect.poll(missing, { timeout: 20_000 }).toEqual([])
    expect(operations.length).toBeGreaterThan(20)
    expect(foreign).toEqual([])
    expect(await page.getByText('The documentation needs JavaScript').isVisible()).toBe(false)
  })

  it('says where else to look when its script is missing', async () => {
    browser = await openChromium()
    const page = await browser.newPage()
    await page.route('**/docs/scalar.js', (route) => route.fulfill({ status: 404 }))
    await page.goto(`${service.url}/docs`)
    expect(await page.getByText('The documentation needs JavaScript').isVisible()).toBe(true)
    await page.getByRole('link', { name: '/openapi.json' }).click()
    expect(page.url()).toBe(`${service.url}/openapi.json`)
  })

  it('logs in by "Test Request"', { timeout: 120_000 }, async () => {
    const body = { name: 'Syamlal', email: 'syamlal@example.com', password: 'correct horse battery staple' }
    expect((await call('/users/register', { body })).status).toBe(201)
    browser = await openChromium({ width: 1280, height: 900 })
    const page = await browser.newPage()
    await page.goto(`${service.url}/docs#tag/sign-in/POST/users/login`)
    await page
      .getByRole('button', { name: /Test Request.*\/users\/login/ })
      .first()
      .click({ timeout: 60_000 })
    await keepScreenshot(page, 'docs-try-it')
    const answered = page.waitForResponse((response) => response.url() === `${service.url}/users/login`)
    await page.getByRole('button', { name: /^Send/ }).first().click({ timeout: 30_000 })
    expect((await answered).status()).toBe(200)
    await keepScreenshot(page, 'docs-logged-in')
  })
})

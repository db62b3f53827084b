import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningService, startService } from '../journeys/support/wrangler-dev.ts'
import { serveClientWebsite } from './client-website.ts'
import { hasChromium, openChromium } from './support.ts'

let service: RunningService
let website: Awaited<ReturnType<typeof serveClientWebsite>>
let browser: BrowserContext

beforeAll(async () => {
  if (!hasChromium) return
  service = await startService()
  website = await serveClientWebsite(page(service.url))
  browser = await openChromium()
})

afterAll(async () => {
  await browser?.close()
  await website?.stop()
  await service?.stop()
})

/** A website without a bundler, which shows who is signed in, and registers whoever is not. */
const page = (baseUrl: string) => `<!doctype html><title>Shop</title><p></p>
<script type="module">
  import { createClient, webStorage } from './client.min.js'
  const client = createClient({ baseUrl: '${baseUrl}', storage: webStorage(localStorage) })
  const isBack = await client.isSignedIn()
  if (!isBack) await client.register({ name: 'Syamlal', email: 's@example.com', password: 'correct horse battery staple' })
  const { name } = await client.getProfile()
  document.querySelector('p').textContent = (isBack ? 'Welcome back, ' : 'Welcome, ') + name
</script>`

describe.runIf(hasChromium)('a website without a bundler', () => {
  it('uses the client by a script of its own, and knows its user after a reload', async () => {
    const tab = await browser.newPage()
    await tab.goto(website.url)
    await tab.getByText('Welcome, Syamlal').waitFor()
    await tab.reload()
    await tab.getByText('Welcome back, Syamlal').waitFor()
    expect(await tab.locator('p').textContent()).toBe('Welcome back, Syamlal')
  })
})

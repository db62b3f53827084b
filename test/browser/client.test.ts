import { readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient } from '../../client/test/support/built-client.ts'
import { type RunningService, startService } from '../journeys/support/wrangler-dev.ts'
import { hasChromium, openChromium } from './support.ts'

let service: RunningService
let built: string
let website: Server
let browser: BrowserContext

beforeAll(async () => {
  if (!hasChromium) return
  service = await startService()
  built = await buildClient()
  const client = await readFile(join(built, 'client.min.js'))
  website = createServer((request, response) => {
    const isClient = request.url === '/client.min.js'
    response.setHeader('content-type', isClient ? 'text/javascript' : 'text/html')
    response.end(isClient ? client : page(service.url))
  })
  await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve))
  browser = await openChromium()
})

afterAll(async () => {
  await browser?.close()
  website?.close()
  await service?.stop()
  if (built) await rm(built, { recursive: true })
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
    const { port } = website.address() as AddressInfo
    const tab = await browser.newPage()
    await tab.goto(`http://127.0.0.1:${port}/`)
    await tab.getByText('Welcome, Syamlal').waitFor()
    await tab.reload()
    await tab.getByText('Welcome back, Syamlal').waitFor()
    expect(await tab.locator('p').textContent()).toBe('Welcome back, Syamlal')
  })
})

import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningService, startService } from '../journeys/support/wrangler-dev.ts'
import { addAuthenticator, hasChromium, openChromium } from './support.ts'

// supabase-js as its package has it for browsers, on a page of another origin than the service.

const PASSWORD = 'correct horse battery staple'
const BUILT = join(dirname(createRequire(import.meta.url).resolve('@supabase/supabase-js')), 'umd/supabase.js')

let service: RunningService
let website: Server
let origin: string
let browser: BrowserContext
let tab: Page

beforeAll(async () => {
  if (!hasChromium) return
  const built = await readFile(BUILT)
  website = createServer((request, response) => {
    const isScript = request.url === '/supabase.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? built : PAGE)
  })
  await new Promise<void>((resolve) => website.listen(0, 'localhost', resolve))
  origin = `http://localhost:${(website.address() as AddressInfo).port}`
  service = await startService({
    ...{ SUPABASE_API: 'on', SUPABASE_AUTOCONFIRM: 'on', PASSKEYS: 'on', NEW_DEVICE_NOTICE: 'off' },
    ...{ CORS_ORIGINS: origin, PASSWORD_ITERATIONS: '20000' },
  })
  browser = await openChromium()
  tab = await openShop()
})

afterAll(async () => {
  await browser?.close()
  website?.close()
  await service?.stop()
})

/** Every tab is a client of its own, over one storage. */
const PAGE = `<!doctype html><title>Shop</title><script src="/supabase.js"></script>
<script>
  const client = supabase.createClient(new URL(location).searchParams.get('api'), 'the key of the app', {
    auth: { experimental: { passkey: true } },
  })
  window.shop = { ...client, auth: client.auth, events: [] }
  client.auth.onAuthStateChange((event) => { shop.events.push(event) })
</script>`

async function openShop(context: BrowserContext = browser): Promise<Page> {
  const page = await context.newPage()
  const api = `http://localhost:${new URL(service.url).port}` // passkeys are for domains
  await page.goto(`${origin}/?api=${encodeURIComponent(api)}`)
  await page.waitForFunction('window.shop')
  return page
}

/** Runs a script of the page, which is written as text: it knows `shop`, and this file does not. */
const run = (script: string, page = tab): Promise<any> => page.evaluate(script)

/** Waits until a tab was told so. */
const told = (event: string, page: Page) => page.waitForFunction(`shop.events.includes(${JSON.stringify(event)})`)

let email: string

/** Somebody who is signed in in the tab. */
beforeEach(async () => {
  if (!hasChromium) return
  email = `robin-${crypto.randomUUID()}@example.com`
  await run("shop.auth.signOut({ scope: 'local' }).then(() => { shop.events = [] })")
  const { error } = await run(`shop.auth.signUp(${JSON.stringify({ email, password: PASSWORD })})`)
  expect(error).toBeNull()
})

describe.runIf(hasChromium)('supabase-js in Chromium', () => {
  it('signs up from another origin, and is signed in after a reload', async () => {
    expect(await run('shop.events')).toContain('SIGNED_IN')
    await tab.reload()
    await tab.waitForFunction('window.shop')
    const { data } = await run('shop.auth.getUser()')
    expect(data.user).toMatchObject({ email, is_anonymous: false })
  })

  it('tells what is wrong: the page of another origin may read the code and the message', async () => {
    const wrong = JSON.stringify({ email, password: 'not the password' })
    const script = `shop.auth.signInWithPassword(${wrong}).then(({ error: { status, code, message } }) => ({ status, code, message }))`
    const told = { status: 400, code: 'invalid_credentials', message: 'Invalid login credentials' }
    expect(await run(script)).toEqual(told)
  })

  it('has one session in all tabs: what one does the others know, and refreshes at once keep it', async () => {
    const other = await openShop()
    expect((await run('shop.auth.getUser()', other)).data.user.email).toBe(email)
    for (let time = 0; time < 3; time++) {
      const pages = [tab, other]
      await Promise.all(pages.map((page) => run('shop.auth.refreshSession().then(() => {})', page)))
    }
    for (const page of [tab, other]) expect((await run('shop.auth.getUser()', page)).data.user.email).toBe(email)
    await run("shop.auth.signOut({ scope: 'local' })", other)
    await told('SIGNED_OUT', tab)
    expect((await run('shop.auth.getSession()')).data.session).toBeNull()
    await other.close()
  })

  it('survives ten refreshes of one tab at once', async () => {
    const refreshes = 'Promise.all(Array.from({ length: 10 }, () => shop.auth.refreshSession()))'
    expect(await run(`${refreshes}.then((all) => all.map(({ error }) => error))`)).toEqual(Array(10).fill(null))
    expect((await run('shop.auth.getUser()')).data.user.email).toBe(email)
  })

  it('signs out everywhere: in another browser, too', async () => {
    const elsewhere = await openChromium()
    try {
      const page = await openShop(elsewhere)
      const login = `shop.auth.signInWithPassword(${JSON.stringify({ email, password: PASSWORD })})`
      expect((await run(login, page)).error).toBeNull()
      expect((await run('shop.auth.signOut()')).error).toBeNull()
      expect(await run('shop.auth.getUser().then(({ error }) => error.name)', page)).toBe('AuthSessionMissingError')
      await told('SIGNED_OUT', page)
    } finally {
      await elsewhere.close()
    }
  })

  it('registers a passkey, and signs in with it', async () => {
    const authenticator = await addAuthenticator(tab)
    expect((await run('shop.auth.registerPasskey()')).error).toBeNull()
    const { id } = (await run('shop.auth.getUser()')).data.user
    await run("shop.auth.signOut({ scope: 'local' })")
    const { data, error } = await run('shop.auth.signInWithPasskey()')
    expect(error).toBeNull()
    expect(data.user.id).toBe(id)
    const { cdp, authenticatorId } = authenticator
    await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
  })
})

import { readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { decodeBase32IgnorePadding } from '@oslojs/encoding'
import { generateHOTP } from '@oslojs/otp'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildClient } from '../../client/test/support/built-client.ts'
import { type RunningService, startService } from '../journeys/support/wrangler-dev.ts'
import { addAuthenticator, hasChromium, openChromium } from './support.ts'

const USER = { name: 'Syamlal', password: 'correct horse battery staple' }

let service: RunningService
let api: string
let built: string
let browser: BrowserContext
let tab: Page
let authenticator: { cdp: CDPSession; authenticatorId: string }
const websites: Server[] = []

beforeAll(async () => {
  if (!hasChromium) return
  built = await buildClient()
  const client = await readFile(join(built, 'client.min.js'))
  const origin = await serve(client)
  service = await startService({ PASSKEYS: 'on', FACTORS: 'on', CORS_ORIGINS: origin }, withEncryptionKeys)
  api = `http://localhost:${new URL(service.url).port}`
  browser = await openChromium()
  tab = await openShop(origin)
  authenticator = await addAuthenticator(tab)
})

afterAll(async () => {
  await browser?.close()
  for (const website of websites) website.close()
  await service?.stop()
  if (built) await rm(built, { recursive: true })
})

/** Wrangler reads no secret from `.dev.vars` that is not required. */
const withEncryptionKeys = (toml: string) => toml.replace('required = ["JWT_KEYS"', '$&, "ENCRYPTION_KEYS"')

/** A website: passkeys are for domains, so it is at `localhost` and not at its address. */
async function serve(client: Buffer): Promise<string> {
  const website = createServer((request, response) => {
    const isClient = request.url === '/client.min.js'
    response.setHeader('content-type', isClient ? 'text/javascript' : 'text/html')
    response.end(isClient ? client : PAGE)
  })
  websites.push(website)
  await new Promise<void>((resolve) => website.listen(0, 'localhost', resolve))
  return `http://localhost:${(website.address() as AddressInfo).port}`
}

const PAGE = `<!doctype html><title>Shop</title><input autocomplete="username webauthn">
<script type="module">
  import { createClient, webStorage } from './client.min.js'
  const client = createClient({ baseUrl: new URL(location).searchParams.get('api'), storage: webStorage(localStorage) })
  window.shop = {
    client,
    async enrol() {
      const { challengeId, options } = await client.getPasskeyOptions()
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
      const credential = await navigator.credentials.create({ publicKey })
      return client.addPasskey({ challengeId, credential: credential.toJSON() })
    },
    async answer(mediation) {
      const { challengeId, options } = await client.getPasskeyLoginOptions()
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
      const credential = await navigator.credentials.get({ publicKey, mediation })
      return { challengeId, credential: credential.toJSON() }
    },
    logIn: async (mediation) => client.loginWithPasskey(await shop.answer(mediation)),
    async secondFactor({ challenge, factors }) {
      const { options } = factors.find(({ type }) => type === 'passkey')
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
      const credential = await navigator.credentials.get({ publicKey })
      return client.verifySecondFactor({ challenge, credential: credential.toJSON() })
    },
    codeOf: (call) => call.then(() => 'none', (error) => (error instanceof DOMException ? error.name : error.code)),
  }
</script>`

async function openShop(origin: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(`${origin}/?api=${encodeURIComponent(api)}`)
  await page.waitForFunction('window.shop')
  return page
}

/** Runs a script of the page, which is written as text: it knows `shop`, and this file does not. */
const run = (script: string, page = tab): Promise<any> => page.evaluate(script)

let users = 0
beforeEach(async () => {
  if (!hasChromium) return
  const { cdp, authenticatorId } = authenticator
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
  const email = `s${users++}@example.com`
  await run(`shop.client.register(${JSON.stringify({ ...USER, email })})`)
})

describe.runIf(hasChromium)('a passkey in Chromium', () => {
  it('is enrolled, and signs its user in again', async () => {
    const { _id } = await run('shop.client.getProfile()')
    const passkey = await run('shop.enrol()')
    expect(passkey).toMatchObject({ transports: ['internal'], lastUsedAt: null })
    await run('shop.client.logout()')
    expect(await run('shop.client.isSignedIn()')).toBe(false)
    expect(await run('shop.logIn()')).toMatchObject({ _id })
    const [listed] = await run('shop.client.listPasskeys()')
    expect(listed).toMatchObject({ _id: passkey._id, lastUsedAt: expect.any(String) })
  })

  it('is not made twice in one authenticator', async () => {
    await run('shop.enrol()')
    expect(await run('shop.codeOf(shop.enrol())')).toBe('InvalidStateError')
  })

  it('is offered where the email address is typed', async () => {
    const { _id } = await run('shop.client.getProfile()')
    await run('shop.enrol()')
    await run('shop.client.logout()')
    expect(await run('PublicKeyCredential.isConditionalMediationAvailable()')).toBe(true)
    await run("void (window.offered = shop.logIn('conditional'))")
    await tab.locator('input').focus()
    expect(await run('offered')).toMatchObject({ _id })
  })

  it('signs nobody in with what it has answered before', async () => {
    await run('shop.enrol()')
    await run('shop.answer().then((answer) => { window.answer = answer })')
    expect(await run('shop.codeOf(shop.client.loginWithPasskey(answer))')).toBe('none')
    expect(await run('shop.codeOf(shop.client.loginWithPasskey(answer))')).toBe('passkey_invalid')
  })

  it('signs nobody in for a website that the service does not know, at the same domain', async () => {
    await run('shop.enrol()')
    const client = await readFile(join(built, 'client.min.js'))
    const page = await openShop(await serve(client))
    const { cdp, authenticatorId } = authenticator
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    const other = await addAuthenticator(page)
    for (const credential of credentials) {
      await other.cdp.send('WebAuthn.addCredential', { authenticatorId: other.authenticatorId, credential })
    }
    const { challengeId, options } = await postJson('/users/login/passkey/options')
    const credential = await run(
      `navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${JSON.stringify(options)}) })
        .then((credential) => credential.toJSON())`,
      page,
    )
    expect(await postJson('/users/login/passkey', { challengeId, credential })).toBe('passkey_invalid')
    await page.close()
  })

  it('is asked for by no website of another domain', async () => {
    await run('shop.enrol()')
    const ask = `navigator.credentials.get({ publicKey: { challenge: new Uint8Array(32), rpId: 'example.com' } })`
    expect(await run(`shop.codeOf(${ask})`)).toBe('SecurityError')
  })

  it('is the second factor after a password', async () => {
    const { _id, email } = await run('shop.client.getProfile()')
    const { factorId, secret } = await run('shop.client.addTotpFactor({})')
    const step = BigInt(Math.floor(Date.now() / 30_000))
    const code = generateHOTP(decodeBase32IgnorePadding(secret), step, 6)
    await run(`shop.client.confirmTotpFactor(${JSON.stringify({ factorId, code })})`)
    await run('shop.enrol()')
    await run('shop.client.logout()')
    const login = `shop.client.login(${JSON.stringify({ email, password: USER.password })})`
    expect(await run(`${login}.catch(shop.secondFactor)`)).toMatchObject({ _id })
  })

  it('signs nobody in when it was copied, and its owner can see that', async () => {
    await run('shop.enrol()')
    const { cdp, authenticatorId } = authenticator
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    await run('shop.logIn()')
    await run('shop.logIn()')
    await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
    for (const credential of credentials) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential })
    expect(await run('shop.codeOf(shop.logIn())')).toBe('passkey_invalid')
    const { data } = await run('shop.client.listActivity()')
    expect(data.map(({ type }: { type: string }) => type)).toContain('passkey_cloned')
  })
})

/** What the service responds to a call from elsewhere: the data, or the code of the problem. */
async function postJson(path: string, body?: object): Promise<any> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(api + path, { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) })
  const { data, code } = (await response.json()) as any
  return data ?? code
}

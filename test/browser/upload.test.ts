import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningService, startService } from '../journeys/support/wrangler-dev.ts'
import { pngOf } from '../support/pictures.ts'
import { withAvatars } from '../support/with-avatars.ts'
import { serveClientWebsite } from './client-website.ts'
import { hasChromium, openChromium } from './support.ts'

const BYTES = 4 * 2 ** 20
const BYTES_A_SECOND = 2 ** 19 // so the upload takes eight seconds
const TIMEOUT_MS = 5_000 // less than that, and enough for an answer of a busy machine

let service: RunningService
let website: Awaited<ReturnType<typeof serveClientWebsite>>
let browser: BrowserContext
let tab: Page
let cdp: CDPSession

/** What the page gives back. */
interface Outcome {
  told: { sent: number; total: number }[]
  avatarUrl?: string
  code?: string
  cause?: string
}

beforeAll(async () => {
  if (!hasChromium) return
  service = await startService({}, withAvatars)
  website = await serveClientWebsite(page(service.url), { '/picture': ['image/png', pngOf(BYTES)] })
  browser = await openChromium()
  tab = await browser.newPage()
  cdp = await browser.newCDPSession(tab)
  await cdp.send('Network.enable')
  await tab.goto(website.url)
  await tab.getByText('Ready').waitFor()
})

afterAll(async () => {
  await browser?.close()
  await website?.stop()
  await service?.stop()
})

/** A website whose user has a file, and uploads it. */
const page = (baseUrl: string) => `<!doctype html><title>Shop</title><p></p>
<script type="module">
  import { createClient, webStorage } from './client.min.js'
  const options = { baseUrl: '${baseUrl}', storage: webStorage(localStorage) }
  const client = createClient({ ...options, timeout: ${TIMEOUT_MS} })
  await createClient(options).register({ name: 'Syamlal', email: 's@example.com', password: 'correct horse battery staple' })
  const file = new File([await (await fetch('/picture')).blob()], 'me.png')
  window.upload = async (stopsAfter = Infinity) => {
    const told = []
    const controller = new AbortController()
    const onProgress = (progress) => {
      told.push(progress)
      if (told.length >= stopsAfter) controller.abort()
    }
    try {
      const { avatarUrl } = await client.setAvatar(file, { onProgress, signal: controller.signal })
      return { told, avatarUrl }
    } catch ({ code, cause }) {
      return { told, code, cause: cause?.name }
    }
  }
  document.querySelector('p').textContent = 'Ready'
</script>`

const upload = (stopsAfter?: number): Promise<Outcome> => tab.evaluate(`upload(${stopsAfter ?? ''})`)

/** How the network is: slow in one direction, or not there. */
async function network(uploadThroughput: number, offline = false): Promise<void> {
  const rest = { latency: 0, downloadThroughput: -1 }
  await cdp.send('Network.emulateNetworkConditions', { ...rest, uploadThroughput, offline })
}

describe.runIf(hasChromium)('a website that uploads a file of 4 MiB', () => {
  it('is told how far it is, up to the end, and has more time than the time limit', async () => {
    await network(BYTES_A_SECOND)
    const begun = performance.now()
    const { told, avatarUrl, ...others } = await upload()
    expect(others).toEqual({})
    expect(performance.now() - begun).toBeGreaterThan(TIMEOUT_MS)
    const sent = told.map((progress) => progress.sent)
    expect(sent.length).toBeGreaterThan(5)
    expect(sent).toEqual([...sent].sort((one, other) => one - other))
    expect(told.at(-1)).toEqual({ sent: BYTES, total: BYTES })
    expect(told.filter(({ total }) => total !== BYTES)).toEqual([])
    const stored = await fetch(avatarUrl ?? '')
    expect(stored.headers.get('content-type')).toBe('image/png')
    expect((await stored.bytes()).length).toBe(BYTES)
  })

  it('stops it', async () => {
    const { told, code, cause } = await upload(2)
    expect({ code, cause }).toEqual({ code: 'network_error', cause: 'AbortError' })
    expect(told.at(-1)?.sent).toBeLessThan(BYTES)
  })

  it('sends it once more after the token has expired', async () => {
    await network(-1)
    let attempts = 0
    await tab.route('**/users/profile/avatar', async (route) => {
      if (route.request().method() !== 'PUT' || attempts++ > 0) return route.fallback()
      await route.fulfill({
        status: 401,
        headers: { 'content-type': 'application/problem+json', 'access-control-allow-origin': '*' },
        body: JSON.stringify({ status: 401, code: 'token_expired', message: 'The token has expired.' }),
      })
    })
    const { told, avatarUrl, code } = await upload()
    expect(code).toBeUndefined()
    expect(attempts).toBe(2)
    expect(avatarUrl).toContain('/avatars/')
    expect(told.at(-1)).toEqual({ sent: BYTES, total: BYTES })
    await tab.unroute('**/users/profile/avatar')
  })

  it('fails as any call does without a network', async () => {
    await network(-1, true)
    expect(await upload()).toEqual({ told: [], code: 'network_error', cause: 'TypeError' })
  })
})

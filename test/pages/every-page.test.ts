import { describe, expect, it } from 'vitest'
import { expectLogs, loggedText } from '../support/logs.ts'
import { ORIGIN } from '../support/origin.ts'
import { fieldOf, openBrowser } from './support.ts'

const PAGES = [
  '/',
  '/docs',
  '/account/confirm-email',
  '/account/forgot-password',
  '/account/reset-password',
  '/account/sign-in-code',
  '/account/delete',
]
const FORMS = PAGES.filter((path) => path.startsWith('/account/') && path !== '/account/sign-in-code') // has none

describe.each(PAGES)('%s', (path) => {
  it('is a page in HTML that nobody stores, frames or learns of by a referrer', async () => {
    const { status, headers, body } = await openBrowser().visit(path)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('x-frame-options')).toBe('DENY')
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe|\*|https:/)
    expect(body).toMatch(/^<!doctype html>\n<html lang="en"/)
  })
})

describe.each(FORMS)('the form at %s', (path) => {
  it('is in the name of the app', async () => {
    const { body } = await openBrowser({ APP_NAME: 'Bread & <b>Roses</b>' }).visit(path)
    expect(body).toContain('Bread &amp; &lt;b&gt;Roses&lt;/b&gt;')
    expect(body).not.toContain('<b>Roses')
  })

  it('shows what a link puts into its fields as text, and nothing else', async () => {
    const attack = `"><script>alert(1)</script>`
    const browser = openBrowser()
    for (const field of ['email', 'code', 'token', 'user', 'password', 'toString', '__proto__']) {
      const page = await browser.visit(`${path}?${new URLSearchParams({ [field]: attack })}`)
      expect(page.status).toBe(200)
      expect(page.body.replaceAll('&quot;><script>', '')).not.toContain('<script')
      expect(fieldOf(page, 'password')).toBeUndefined()
    }
  })

  it('does not take what another site sends', async () => {
    const browser = openBrowser()
    for (const origin of ['https://attacker.example', 'null']) {
      const answer = await browser.submit(path, { email: 'a@example.com' }, { origin })
      expect(answer.status).toBe(403)
      expect(answer.body).toContain('The form was sent from another site.')
    }
  })

  it('takes what it sends itself, by its own name and by the one that the request has', async () => {
    const browser = openBrowser({ PUBLIC_URL: 'https://id.example.org' })
    for (const origin of ['https://id.example.org', ORIGIN]) {
      expect((await browser.submit(path, {}, { origin })).status).toBe(400) // there is something to fill in
    }
  })

  it('answers what is no form with a page, too', async () => {
    const { service } = openBrowser()
    const answer = await service(path, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' })
    expect(answer.status).toBe(415)
    expect(answer.headers.get('content-type')).toContain('text/html')
  })

  it('shows nothing of an error that nobody expected', async () => {
    expectLogs('internal_error')
    const DB = {
      withSession() {
        throw new TypeError('s3cr3t')
      },
    }
    const answer = await openBrowser({ DB }).visit(path)
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body) + loggedText()).not.toContain('s3cr3t')
  })
})

describe('the style of the pages', () => {
  it.each([
    ['#0b57d0', '#ffffff'],
    ['#FFD400', '#000000'],
    ['#757575', '#ffffff'],
    ['#777777', '#000000'],
    ['#000000', '#ffffff'],
    ['#ffffff', '#000000'],
  ])('is in the colour of the app: on %s, text is %s', async (BRAND_COLOR, text) => {
    const { status, headers, body } = await openBrowser({ BRAND_COLOR }).visit('/pages/style.css')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(headers.get('cache-control')).toContain('public')
    expect(body).toContain(`--brand: ${BRAND_COLOR}; --on-brand: ${text};`)
  })

  it('takes nothing but a colour', async () => {
    expectLogs('misconfigured')
    const answer = await openBrowser({ BRAND_COLOR: 'red; } body { display: none' }).visit('/pages/style.css')
    expect(answer.body.code).toBe('misconfigured')
    expect(answer.body.message).toContain('BRAND_COLOR')
  })
})

describe('the front page', () => {
  it('links to the docs, the health and the source', async () => {
    const { body } = await openBrowser({ SOURCE_URL: 'https://example.com/source' }).visit('/')
    for (const link of ['/docs', '/openapi.json', '/health', 'https://example.com/source']) {
      expect(body).toContain(`href="${link}"`)
    }
  })

  it('says nothing of a source that is not set', async () => {
    expect((await openBrowser({ SOURCE_URL: '' }).visit('/')).body).not.toContain('Source')
  })
})

describe('association files', () => {
  it('let the apps open the links of the mails', async () => {
    const released = Array(32).fill('AB').join(':')
    const beta = Array(32).fill('0F').join(':')
    const { visit } = openBrowser({
      APPLE_APP_IDS: 'TEAM123456.com.example.app',
      ANDROID_APPS: `com.example.app ${released}, com.example.beta  ${beta}`,
    })
    const apple = await visit('/.well-known/apple-app-site-association')
    expect(apple.headers.get('content-type')).toContain('application/json')
    expect(apple.body).toEqual({
      applinks: { details: [{ appIDs: ['TEAM123456.com.example.app'], components: [{ '/': '/account/*' }] }] },
      webcredentials: { apps: ['TEAM123456.com.example.app'] },
    })
    const android = await visit('/.well-known/assetlinks.json')
    expect(android.body.map(({ target }: any) => target)).toEqual([
      { namespace: 'android_app', package_name: 'com.example.app', sha256_cert_fingerprints: [released] },
      { namespace: 'android_app', package_name: 'com.example.beta', sha256_cert_fingerprints: [beta] },
    ])
  })

  it('are not there when no app is set', async () => {
    const { visit } = openBrowser({ APPLE_APP_IDS: '', ANDROID_APPS: '' })
    for (const file of ['apple-app-site-association', 'assetlinks.json']) {
      expect((await visit(`/.well-known/${file}`)).body.code).toBe('not_found')
    }
  })
})

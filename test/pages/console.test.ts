import { describe, expect, it } from 'vitest'
import { call, serviceWith } from '../support/service.ts'

/** The files that the page names. */
const assetsOf = (page: string) => [...page.matchAll(/"(\/admin\/assets\/[^"]+)"/g)].map(([, path = '']) => path)

describe('the console', () => {
  it('is a page with the app’s name and colour, and says which second factors there are', async () => {
    const service = serviceWith({ APP_NAME: 'Corner Shop', BRAND_COLOR: '#0b7a5b', PASSKEYS: 'off', FACTORS: 'on' })
    const { status, headers, body } = await service('/admin')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.has('set-cookie')).toBe(false)
    expect(body).toContain(
      'data-app-name="Corner Shop" data-brand-color="#0b7a5b" data-passkeys="off" data-factors="on"',
    )
    expect(body).toContain('<title>Corner Shop</title>')
  })

  it('says in which language it is, of those that the browser or its link asks for', async () => {
    const service = serviceWith({ DEFAULT_LOCALE: 'de' })
    const languageAt = async (path: string, headers = {}) =>
      /<html lang="([\w-]+)" dir="(\w+)"/.exec((await service(path, { headers })).body)?.slice(1)
    expect(await languageAt('/admin', { 'accept-language': 'he, en;q=0.5' })).toEqual(['he', 'rtl'])
    expect(await languageAt('/admin?lang=ja', { 'accept-language': 'he' })).toEqual(['ja', 'ltr'])
    expect(await languageAt('/admin')).toEqual(['de', 'ltr'])
  })

  it('has assets that browsers keep for ever, since another build names them otherwise', async () => {
    const assets = assetsOf((await call('/admin')).body)
    expect(assets.map((path) => path.split('.').at(-1)).sort()).toEqual(['css', 'js', 'js']) // the bundler's own is one
    for (const path of assets) {
      const { status, headers } = await call(path)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toMatch(/^text\/(css|javascript); charset=utf-8$/)
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    }
  })

  it('has no other files, and keeps nobody from asking again for one that is missing', async () => {
    for (const file of ['index-00000000.js', '..%2findex.html', 'index.html', '%2e%2e%2findex.js', 'x.js.map']) {
      const { status, headers, body } = await call(`/admin/assets/${file}`)
      expect([status, body.code, headers.get('cache-control')]).toEqual([404, 'not_found', 'no-store'])
    }
  })

  it('is not there where ADMIN is off', async () => {
    const [asset = ''] = assetsOf((await call('/admin')).body)
    const service = serviceWith({ ADMIN: 'off' })
    for (const path of ['/admin', asset]) {
      const { status, body } = await service(path)
      expect([status, body.code]).toEqual([404, 'not_found'])
    }
  })
})

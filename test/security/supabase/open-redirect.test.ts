import { describe, expect, it } from 'vitest'
import type { SupabaseSettings } from '../../../src/config/supabase-api.ts'
import { redirectOf } from '../../../src/supabase/redirects.ts'
import { signUp } from '../../supabase/support/face.ts'
import { inQuery, openMail, target } from '../../supabase/support/mail.ts'

// A link of a mail ends with a session: whoever chooses where it leads would have it.

const SITE = 'https://app.example.com/'

const settings = (urls: string[], site: string | undefined = SITE) =>
  ({ SUPABASE_SITE_URL: site, SUPABASE_REDIRECT_URLS: urls }) as SupabaseSettings

describe('a link leads nowhere else', () => {
  const urls = ['https://*.example.org/**', 'https://app.example.net/welcome', 'com.example.app://**', 'myapp:/done']

  it.each([
    'https://evil.example',
    'https://app.example.com.evil.example/',
    'https://app.example.com@evil.example/',
    'https://user@app.example.com/',
    'https://user:pass@app.example.com/',
    'https://app.example.com:8443/',
    'http://app.example.com/',
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    'https:\\\\evil.example',
    'https://evil.example\\.example.org/',
    'https://evil.example/.example.org/',
    'https://evil.example?.example.org/',
    'https://evil.example#.example.org/',
    'https://a.b.example.org/',
    'https://example.org/',
    'https://evilexample.org/',
    'https://app.example.net/welcome/../other',
    'https://app.example.net/welcomes',
    'https://app.example.net/',
    ' https://app.example.com/',
    'https://app.example.com/\tx',
    'https://app.example.com/\n',
    'javascript:alert(1)',
    'JavaScript://app.example.com/%0aalert(1)',
    'data:text/html,hello',
    'com.evil.app://x',
    'myapp:/donee',
    'https://xn--pp-vka.example.com/',
    'https://a;script-src-elem.example.org/', // would end a directive of the page's policy
    'https://a,b.example.org/', // ... or the policy
    "https://'self'.example.org/",
    'https://a*b.example.org/',
    'relative',
    `https://app.example.com/${'x'.repeat(2_000)}`, // so that no pattern takes long to compare
    '',
  ])('such as %j', (asked) => {
    expect(redirectOf(settings(urls), asked)).toBe(SITE)
  })

  it.each([
    ['https://app.example.com/any?a=b#c', 'https://app.example.com/any?a=b#c'],
    ['https://a.example.org/x/y', 'https://a.example.org/x/y'],
    ['https://app.example.net/welcome', 'https://app.example.net/welcome'],
    ['com.example.app://callback', 'com.example.app://callback'],
    ['myapp:/done', 'myapp:/done'],
  ])('but to %s', (asked, href) => {
    expect(redirectOf(settings(urls), asked)).toBe(href)
  })

  it('not even where a setting would allow it to run in the page', () => {
    for (const asked of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x'])
      expect(redirectOf(settings(['**', 'javascript:**', 'data:**']), asked)).toBe(SITE)
  })

  it('at any port on this machine alone', () => {
    expect(redirectOf(settings([], 'http://localhost:3000'), 'http://localhost:9999/a')).toBe('http://localhost:9999/a')
    expect(redirectOf(settings([], 'http://localhost:3000'), 'https://localhost:9999/a')).toBe('http://localhost:3000/')
  })

  it('with nothing set', () => {
    expect(redirectOf(settings([], ''), 'https://app.example.com/')).toBeUndefined()
  })

  it.each(['*', '**'])('across the host by %s', (any) => {
    const allowed = settings([`https://${any}.example.org/**`])
    expect(redirectOf(allowed, 'https://evil.example/x.example.org/y')).toBe(SITE)
    expect(redirectOf(allowed, 'https://a.example.org/')).toBe('https://a.example.org/')
  })
})

it('holds in the mail, at the link, and at its form', async () => {
  const evil = 'https://evil.example/'
  const { face, linkTo, visit, submit } = openMail({ SUPABASE_LINKS_SIGN_IN: 'on' })
  const { email } = await signUp(face)
  await face(`/recover?redirect_to=${evil}`, { body: { email } })
  const link = linkTo(email)
  expect(inQuery(link).redirect_to).toBe(SITE)
  const { token = '', type = '' } = inQuery(link)
  const altered = `/auth/v1/verify?${new URLSearchParams({ token, type, redirect_to: evil })}`
  const sent = await submit('/auth/v1/verify', { token: 'YUBi.none', type, redirect_to: evil })
  expect(target(sent.headers).url.origin).toBe('https://app.example.com')
  expect(target((await visit(altered)).headers).url.origin).toBe('https://app.example.com')
})

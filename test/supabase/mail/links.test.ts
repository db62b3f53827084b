import { describe, expect, it } from 'vitest'
import { fieldOf } from '../../pages/support.ts'
import { ORIGIN } from '../../support/origin.ts'
import { PASSWORD } from '../../support/users.ts'
import { signUp } from '../support/face.ts'
import { drawVerifier, inQuery, newAddress, openMail, target } from '../support/mail.ts'

const APP = 'https://app.example.com'

async function askForLink(settings: Record<string, unknown> = {}, path = '/otp', more = {}) {
  const opened = openMail(settings)
  const { email } = await signUp(opened.face)
  await opened.face(path, { body: { email, ...more } })
  return { ...opened, email, link: opened.linkTo(email) }
}

describe('the link of a mail', () => {
  it('leads here, with what it is for and where it leads', async () => {
    const { link } = await askForLink({}, `/recover?redirect_to=${APP}/reset`)
    expect(link).toMatch(/^\/auth\/v1\/verify\?token=/)
    expect(inQuery(link)).toMatchObject({ type: 'recovery', redirect_to: `${APP}/reset` })
  })

  it('is a token hash, which an app can give back itself', async () => {
    const { face, link } = await askForLink()
    const { token: token_hash, type } = inQuery(link)
    const { status, body } = await face('/verify', { body: { type, token_hash } })
    expect([status, body.token_type]).toEqual([200, 'bearer'])
    expect((await face('/verify', { body: { type, token_hash } })).body.error_code).toBe('otp_expired')
    for (const none of ['', '.', 'pkce_', 'pkce_a.b', 'a', '$.$', 'pkce_$.YUBi.c'])
      expect((await face('/verify', { body: { type, token_hash: `${none} ` } })).status).toBe(403)
  })

  it('asks first, and signs in when the form is sent', async () => {
    const { visit, submit, link, face, email } = await askForLink()
    const page = await visit(link)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${APP};`)
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(page.headers.get('x-frame-options')).toBe('DENY')
    const fields = Object.fromEntries(
      ['token', 'type', 'redirect_to'].map((name) => [name, (fieldOf(page, name) ?? '').replaceAll('&amp;', '&')]),
    )
    expect(fields).toMatchObject(inQuery(link))
    const { status, headers } = await submit('/auth/v1/verify', fields)
    expect(status).toBe(303)
    const { url, fragment } = target(headers)
    expect(url.origin).toBe(APP)
    expect(fragment).toMatchObject({ token_type: 'bearer', type: 'magiclink', expires_in: '3600' })
    expect(Number(fragment.expires_at)).toBeGreaterThan(Date.now() / 1_000)
    expect((await face('/user', { bearer: fragment.access_token })).body.email).toBe(email)
    const again = await face('/token?grant_type=refresh_token', { body: { refresh_token: fragment.refresh_token } })
    expect(again.status).toBe(200)
  })

  it('signs in when it is opened, where that is set', async () => {
    const { visit, link } = await askForLink({ SUPABASE_LINKS_SIGN_IN: 'on' })
    const { status, headers } = await visit(link)
    expect([status, headers.get('referrer-policy')]).toEqual([303, 'no-referrer'])
    expect(target(headers).fragment.access_token).toEqual(expect.any(String))
    const again = target((await visit(link)).headers)
    expect(again.fragment).toEqual({
      error: 'access_denied',
      error_code: 'otp_expired',
      error_description: 'Token has expired or is invalid',
    })
    expect(again.url.origin).toBe(APP)
  })

  it('says itself what became of it, where it has nowhere to lead', async () => {
    const { visit, submit, link } = await askForLink({ SUPABASE_SITE_URL: '', SUPABASE_REDIRECT_URLS: '' })
    const page = await visit(link)
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${ORIGIN};`)
    const { token = '', type = '' } = inQuery(link)
    expect((await submit('/auth/v1/verify', { token, type })).body).toContain('That worked.')
    expect((await submit('/auth/v1/verify', { token, type })).body).toContain(
      'The code is wrong, was used, or has expired.',
    )
  })

  it('refuses what is no link', async () => {
    const { visit } = openMail()
    expect((await visit('/auth/v1/verify?type=signup')).status).toBe(400)
    expect((await visit('/auth/v1/verify?token=a.b')).status).toBe(400)
    expect((await visit('/auth/v1/verify?token=a.b&type=toString')).status).toBe(400)
  })
})

describe('a link for an app that uses PKCE', () => {
  it('hands it a code, which its verifier exchanges for a session', async () => {
    const { verifier, asked } = await drawVerifier()
    const { visit, link, face, email } = await askForLink({}, '/otp', asked)
    expect(inQuery(link).token).toMatch(/^pkce_/)
    const { status, headers } = await visit(link)
    expect(status).toBe(303)
    const { url } = target(headers)
    expect([url.origin, url.hash]).toEqual([APP, ''])
    const body = { auth_code: url.searchParams.get('code'), code_verifier: verifier }
    const session = await face('/token?grant_type=pkce', { body })
    expect([session.status, session.body.user?.email]).toEqual([200, email])
  })

  it('takes a challenge that is the verifier itself', async () => {
    const plain = 'a-verifier-of-more-than-forty-three-characters~._'
    const { visit, link, face } = await askForLink({}, '/recover', {
      code_challenge: plain,
      code_challenge_method: 'plain',
    })
    const { url } = target((await visit(link)).headers)
    const body = { auth_code: url.searchParams.get('code'), code_verifier: plain }
    expect((await face('/token?grant_type=pkce', { body })).status).toBe(200)
  })

  it('confirms a new user, too, with what they said of themselves', async () => {
    const { verifier, asked } = await drawVerifier()
    const { face, linkTo, visit } = openMail()
    const email = newAddress()
    await face('/otp', { body: { email, data: { age: 7 }, ...asked } })
    const { url } = target((await visit(linkTo(email))).headers)
    const body = { auth_code: url.searchParams.get('code'), code_verifier: verifier }
    expect((await face('/token?grant_type=pkce', { body })).body.user).toMatchObject({
      email,
      user_metadata: { age: 7 },
    })
  })

  it('needs both halves', async () => {
    const { face } = openMail()
    const { status, body } = await face('/token?grant_type=pkce', { body: { auth_code: 'a' } })
    expect([status, body.error_code]).toEqual([400, 'validation_failed'])
  })
})

describe('an app that uses PKCE', () => {
  it('is whom the link of a sign-up leads to', async () => {
    const { face, linkTo } = openMail()
    const { asked } = await drawVerifier()
    const email = newAddress()
    expect((await face('/signup', { body: { email, password: PASSWORD, ...asked } })).status).toBe(200)
    expect(inQuery(linkTo(email)).token).toMatch(/^pkce_/)
  })

  it('is whom the link leads to of a guest who becomes a user', async () => {
    const { face, linkTo } = openMail()
    const { asked } = await drawVerifier()
    const email = newAddress()
    const guest = await face('/signup', { body: {} })
    const body = { email, password: PASSWORD, ...asked }
    const { status } = await face('/user', { method: 'PUT', bearer: guest.body.access_token, body })
    expect(status).toBe(200)
    expect(inQuery(linkTo(email)).token).toMatch(/^pkce_/)
  })
})

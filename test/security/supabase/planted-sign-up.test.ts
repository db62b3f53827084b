import { describe, expect, it } from 'vitest'
import { asUser } from '../../supabase/support/face.ts'
import { begin } from '../../supabase/support/factors.ts'
import { drawVerifier, inQuery, openMail, waitForNextCode } from '../../supabase/support/mail.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { totpNow } from '../../support/totp-code.ts'

// Without autoconfirm a stranger signs up with somebody's address before its owner does, and waits for them to confirm it.

const EMAIL = 'owner@example.com'
const PLANTED = 'a planted battery staple'
const OWN = 'correct horse battery staple'

const prepare = () => openMail({ SUPABASE_AUTOCONFIRM: 'off', LOGIN_CODES: 'on' })
type Mail = ReturnType<typeof openMail>

const signUp = ({ face }: Mail, password: string, asked = {}) =>
  face('/signup', { body: { email: EMAIL, password, ...asked } })
const signIn = async ({ face }: Mail, password: string) =>
  (await face('/token?grant_type=password', { body: { email: EMAIL, password } })).body
const confirm = ({ face, mailbox }: Mail) =>
  face('/verify', { body: { type: 'signup', email: EMAIL, token: mailbox.lastCode(EMAIL) } })

describe('an owner who signs up after a stranger, and types the code', () => {
  it('has the account alone, with their own password', async () => {
    const mail = prepare()
    await signUp(mail, PLANTED)
    const stranger = (await mail.service('/users/login', { body: { email: EMAIL, password: PLANTED } })).body.data
    await waitForNextCode(EMAIL)
    await signUp(mail, OWN)
    const { status, body } = await confirm(mail)
    expect([status, body.user?.email]).toEqual([200, EMAIL])
    expect((await signIn(mail, PLANTED)).code).toBe('invalid_credentials')
    expect((await mail.service('/users/profile', { token: stranger.token })).body.code).toBe('session_ended')
    expect((await signIn(mail, OWN)).user.id).toBe(body.user.id)
  })

  it('gets nothing by the code that was mailed for the stranger', async () => {
    const mail = prepare()
    await signUp(mail, PLANTED)
    const planted = mail.mailbox.lastCode(EMAIL)
    await waitForNextCode(EMAIL)
    await signUp(mail, OWN)
    const { body } = await mail.face('/verify', { body: { type: 'signup', email: EMAIL, token: planted } })
    expect(body.code).toBe('otp_expired')
  })
})

const comeByMail = async (mail: Mail) => {
  await mail.face('/otp', { body: { email: EMAIL } })
  return (await mail.face('/verify', { body: { type: 'email', email: EMAIL, token: mail.mailbox.lastCode(EMAIL) } }))
    .body
}

describe('a user who has confirmed their own sign-up', () => {
  it.each<[string, (mail: Mail) => Promise<any>]>([
    [
      'by the code',
      async (mail) => {
        await signUp(mail, OWN)
        return (await confirm(mail)).body
      },
    ],
    [
      'by the link, in the app that has the verifier',
      async (mail) => {
        const { verifier, asked } = await drawVerifier()
        await signUp(mail, OWN, asked)
        const { headers } = await mail.visit(mail.linkTo(EMAIL))
        const { code } = inQuery(headers.get('location') ?? '')
        const body = { auth_code: code, code_verifier: verifier }
        return (await mail.face('/token?grant_type=pkce', { body })).body
      },
    ],
  ])('%s keeps their password and their factor when they sign in by mail', async (_, come) => {
    stopClock()
    const mail = prepare()
    const as = asUser(mail.face, (await come(mail)).access_token)
    const { factorId, secret } = await begin(as)
    const verify = { challenge_id: factorId, code: totpNow(secret) }
    expect((await as(`/factors/${factorId}/verify`, { body: verify })).status).toBe(200)
    advance(2 * MINUTE)
    const { user, access_token: token } = await comeByMail(mail)
    expect(user.factors).toHaveLength(1)
    expect((await asUser(mail.face, token)('/passkeys')).body.code).toBe('insufficient_aal')
    expect((await signIn(mail, OWN)).user.id).toBe(user.id)
  })
})

it('who only follows the link of a sign-up that they did not ask for has the account alone with the next code', async () => {
  const mail = prepare()
  await signUp(mail, PLANTED)
  const link = mail.linkTo(EMAIL)
  expect((await mail.submit(link.split('?')[0] ?? '', inQuery(link))).status).toBe(303)
  expect((await signIn(mail, PLANTED)).user.email).toBe(EMAIL)
  await comeByMail(mail)
  expect((await signIn(mail, PLANTED)).code).toBe('invalid_credentials')
})

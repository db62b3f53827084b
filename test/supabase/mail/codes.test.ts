import { describe, expect, it } from 'vitest'
import { otherThan } from '../../support/mailbox.ts'
import { signUp } from '../support/face.ts'
import { newAddress, openMail, waitForNextCode } from '../support/mail.ts'

describe('signing in by a mailed code', () => {
  it('makes a user, who keeps what they said of themselves', async () => {
    const { face, mailbox } = openMail()
    const email = newAddress()
    const sent = await face('/otp', { body: { email, data: { name: 'Robin', tags: ['a'] } } })
    expect([sent.status, sent.body]).toEqual([200, {}])
    const { status, body } = await face('/verify', { body: { type: 'email', email, token: mailbox.lastCode(email) } })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.user).toMatchObject({ email, user_metadata: { name: 'Robin', tags: ['a'] } })
    expect(body.user.email_confirmed_at).toEqual(expect.any(String))
    expect((await face('/user', { bearer: body.access_token })).body.id).toBe(body.user.id)
  })

  it('keeps what a user says who is there already out of their account', async () => {
    const { face, mailbox } = openMail()
    const { email } = await signUp(face)
    await face('/otp', { body: { email, data: { name: 'Mallory' } } })
    const { body } = await face('/verify', { body: { type: 'magiclink', email, token: mailbox.lastCode(email) } })
    expect(body.user.user_metadata).toEqual({})
  })

  it('refuses a wrong code, one of nobody, and one that was used', async () => {
    const { face, mailbox } = openMail()
    const email = newAddress()
    await face('/otp', { body: { email } })
    const code = mailbox.lastCode(email)
    const wrong = await face('/verify', { body: { type: 'email', email, token: otherThan(code) } })
    expect([wrong.status, wrong.body.error_code, wrong.body.message]).toEqual([
      403,
      'otp_expired',
      'Token has expired or is invalid',
    ])
    expect((await face('/verify', { body: { type: 'email', email: newAddress(), token: code } })).status).toBe(403)
    expect((await face('/verify', { body: { type: 'email', email, token: code } })).status).toBe(200)
    expect((await face('/verify', { body: { type: 'email', email, token: code } })).body.error_code).toBe('otp_expired')
  })

  it('says to who must not become a user that they are none, and mails them nothing', async () => {
    const { face, mailbox } = openMail()
    const email = newAddress()
    const { status, body } = await face('/otp', { body: { email, create_user: false } })
    expect([status, body.error_code, body.message]).toEqual([422, 'otp_disabled', 'Signups not allowed for otp'])
    expect(mailbox.mailsTo(email)).toEqual([])
    const known = await signUp(face)
    expect((await face('/otp', { body: { email: known.email, create_user: false } })).body).toEqual({})
    expect(mailbox.lastCode(known.email)).toMatch(/^\d{6}$/)
  })

  it('answers the same for an address that nobody has where nobody signs up by a code', async () => {
    const { face, mailbox } = openMail({ SIGN_UP_BY_CODE: 'off' })
    const email = newAddress()
    expect((await face('/otp', { body: { email } })).body).toEqual({})
    expect(mailbox.mailsTo(email)).toEqual([])
  })

  it('is off with LOGIN_CODES', async () => {
    const { face } = openMail({ LOGIN_CODES: 'off', SIGN_UP_BY_CODE: 'off' })
    const { status, body } = await face('/otp', { body: { email: newAddress() } })
    expect([status, body.error_code]).toEqual([422, 'email_provider_disabled'])
  })

  it('knows no phone', async () => {
    const { face } = openMail()
    expect((await face('/otp', { body: { phone: '+491234567' } })).body.error_code).toBe('phone_provider_disabled')
    const sms = { type: 'sms', token: '123456' }
    const { status, body } = await face('/verify', { body: { ...sms, phone: '491234567' } })
    expect([status, body.message]).toEqual([403, 'Token has expired or is invalid'])
    const bad = await face('/verify', { body: { ...sms, phone: '491234567-invalid' } })
    expect([bad.status, bad.body.message]).toEqual([400, 'Invalid phone number format (E.164 required)'])
  })

  it.each([
    [{ email: 'a@example.com', token: '1' }, 'Verify requires a verification type'],
    [{ type: 'email', email: 'a@example.com' }, 'Verify requires either a token or a token hash'],
    [{ type: 'email', token: '1' }, 'Only an email address or phone number should be provided on verify'],
    [{ type: 'email', email: 'nothing', token: '1' }, 'Invalid email format'],
    [{ type: 'email', email: 'a@example.com', token_hash: 'a.b' }, 'Only the token_hash and type should be provided'],
    [{ type: 'constructor', email: 'a@example.com', token: '1' }, 'Unsupported verification type'],
  ])('refuses %j', async (body, message) => {
    const { face } = openMail()
    const answer = await face('/verify', { body })
    expect([answer.status, answer.body.error_code, answer.body.message]).toEqual([400, 'validation_failed', message])
  })
})

describe('recovering an account', () => {
  it('works without LOGIN_CODES, and only as a recovery', async () => {
    const { face, mailbox } = openMail({ LOGIN_CODES: 'off', SIGN_UP_BY_CODE: 'off' })
    const { email } = await signUp(face)
    expect((await face('/recover', { body: { email } })).body).toEqual({})
    const mail = mailbox.mailsTo(email).at(-1)
    expect(mail?.subject).toContain('Recover your account')
    const token = mailbox.lastCode(email)
    const other = await face('/verify', { body: { type: 'magiclink', email, token } })
    expect(other.body.error_code).toBe('email_provider_disabled')
    const { status, body } = await face('/verify', { body: { type: 'recovery', email, token } })
    expect([status, body.user.email]).toEqual([200, email])
  })

  it('mails nothing to an address that nobody has, and makes nobody a user', async () => {
    const { face, mailbox } = openMail()
    const email = newAddress()
    const { status, body } = await face('/recover', { body: { email } })
    expect([status, body]).toEqual([200, {}])
    expect(mailbox.mailsTo(email)).toEqual([])
  })
})

describe('confirming a sign-up', () => {
  it.each(['signup', 'email'])('signs in by the code of a mail that was sent again (%s)', async (type) => {
    const { face, mailbox } = openMail({ SUPABASE_AUTOCONFIRM: 'off', LOGIN_CODES: 'off', SIGN_UP_BY_CODE: 'off' })
    const { email } = await signUp(openMail().face)
    await waitForNextCode(email)
    const sent = await face('/resend', { body: { type: 'signup', email } })
    expect([sent.status, sent.body]).toEqual([200, {}])
    const token = mailbox.lastCode(email)
    const { status, body } = await face('/verify', { body: { type, email, token } })
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.user.email_confirmed_at).toEqual(expect.any(String))
    await waitForNextCode(email)
    expect((await face('/verify', { body: { type, email, token } })).status).toBe(403)
    await face('/resend', { body: { type: 'signup', email } })
    expect(mailbox.mailsTo(email)).toHaveLength(1) // there is nothing to confirm
  })

  it('says nothing of whom nobody knows', async () => {
    const { face, mailbox } = openMail()
    const email = newAddress()
    for (const type of ['signup', 'email_change'])
      expect((await face('/resend', { body: { type, email } })).body).toEqual({})
    expect(mailbox.mails).toEqual([])
    expect((await face('/resend', { body: { type: 'sms', email } })).status).toBe(400)
  })
})

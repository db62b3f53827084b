import { describe, expect, it } from 'vitest'
import { Problem } from '../../../src/model/problem.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { codeRows, disableUser, eventTypes, sessionRows, userRows, verifyEmail } from '../../support/rows.ts'
import { serviceWith, serviceWithHooks } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'
import { face, faceOf, faceWith, SETTINGS } from '../support/face.ts'

const EMAIL = 'robin@example.com'

/** A service where people confirm their address first. */
function confirming(settings: Record<string, unknown> = {}) {
  const mailbox = openMailbox()
  const service = serviceWith({ ...SETTINGS, SUPABASE_AUTOCONFIRM: 'off', EMAIL: mailbox.EMAIL, ...settings })
  const by = faceOf(service)
  const signUp = (body: object = {}) => by('/signup', { body: { email: EMAIL, password: PASSWORD, ...body } })
  return { by, mailbox, signUp }
}

describe('signing up', () => {
  it('gives a session, and keeps what the app says of the user', async () => {
    const data = { full_name: ' Robin Ray ', likes: { tea: true, milk: null } }
    const { status, body } = await face('/signup', { body: { email: ' ROBIN@example.com', password: PASSWORD, data } })
    expect(status).toBe(200)
    expect(body.user).toMatchObject({ email: EMAIL, user_metadata: data, app_metadata: { provider: 'email' } })
    expect(await userRows()).toMatchObject([{ name: 'Robin Ray' }])
  })

  it.each([{ email: EMAIL, password: PASSWORD }, {}])('keeps nothing of an app that says nothing: %j', async (body) => {
    const answer = await face('/signup', { body: { ...body, data: {} } })
    expect(answer).toMatchObject({ status: 200, body: { user: { user_metadata: {} } } })
    expect(await userRows()).toMatchObject([{ user_metadata: null }])
  })

  it.each(['on', 'off'])(
    'is asked of a hook first, which may refuse, where confirmation is %s',
    async (autoconfirm) => {
      const refuse = async () => {
        throw new Problem('account_disabled')
      }
      const settings = { ...SETTINGS, SUPABASE_AUTOCONFIRM: autoconfirm, EMAIL: openMailbox().EMAIL }
      const by = faceOf(serviceWithHooks({ beforeRegister: refuse }, settings))
      expect((await by('/signup', { body: { email: EMAIL, password: PASSWORD } })).status).toBe(403)
      expect(await userRows()).toEqual([])
    },
  )

  it.each([{ name: 7 }, { name: 'two\nlines' }, { name: ' ' }])('leaves out a name that is none: %j', async (data) => {
    const { status, body } = await face('/signup', { body: { email: EMAIL, password: PASSWORD, data } })
    expect(status).toBe(200)
    expect(body.user.user_metadata).toEqual(data)
    expect(await userRows()).toMatchObject([{ name: 'New user' }])
  })

  it.each([
    [{ email: EMAIL, password: 'a'.repeat(7) }, 422, 'weak_password', 'Password should be at least 8 characters.'],
    [{ email: EMAIL, password: 'password' }, 422, 'weak_password', expect.any(String)],
    [{ email: 'a', password: PASSWORD }, 400, 'validation_failed', expect.stringMatching(/^Unable to validate email/)],
    [{ email: EMAIL }, 400, 'validation_failed', 'Signup requires a valid password'],
    [{ phone: '+4912345', password: PASSWORD }, 400, 'phone_provider_disabled', expect.any(String)],
    [{ email: EMAIL, password: PASSWORD, data: [] }, 400, 'validation_failed', expect.any(String)],
    [
      { email: EMAIL, password: PASSWORD, data: { a: 'x'.repeat(9_000) } },
      400,
      'validation_failed',
      expect.any(String),
    ],
  ])('refuses %j', async (body, status, code, message) => {
    expect(await face('/signup', { body })).toMatchObject({ status, body: { code, error_code: code, message } })
    expect(await userRows()).toEqual([])
  })

  it('says that the address is taken', async () => {
    await face('/signup', { body: { email: EMAIL, password: PASSWORD } })
    expect(await face('/signup', { body: { email: EMAIL, password: PASSWORD } })).toMatchObject({
      status: 422,
      body: { code: 'user_already_exists', message: 'User already registered' },
    })
  })

  it('makes a guest of who says nothing, with what the app says of them', async () => {
    const { status, body } = await face('/signup', { body: { data: { display_name: 'Robin', theme: 'dark' } } })
    expect(status).toBe(200)
    expect(body.user).toMatchObject({ is_anonymous: true, email: '', user_metadata: { theme: 'dark' }, identities: [] })
    expect(await userRows()).toMatchObject([{ name: 'Robin', is_guest: 1 }])
  })

  it('makes none where guests are off', async () => {
    const answer = await faceWith({ GUESTS: 'off' })('/signup', { body: {} })
    expect(answer).toMatchObject({ status: 422, body: { code: 'anonymous_provider_disabled' } })
  })
})

describe('signing up where the address is confirmed first', () => {
  it('makes a user who has no session yet, and mails them a code', async () => {
    const { signUp, mailbox } = confirming()
    const { status, body } = await signUp({ data: { theme: 'dark' } })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      email: EMAIL,
      user_metadata: { theme: 'dark' },
      confirmation_sent_at: expect.any(String),
    })
    expect(body.identities).toMatchObject([{ provider: 'email', identity_data: { email: EMAIL } }])
    expect(body).not.toHaveProperty('access_token')
    expect(body).not.toHaveProperty('email_confirmed_at')
    expect(await sessionRows()).toEqual([])
    expect(await eventTypes()).toEqual(['registered'])
    expect(mailbox.mailsTo(EMAIL)).toHaveLength(1)
  })

  it('answers with the user that is stored', async () => {
    const { signUp, by } = confirming()
    const { body } = await signUp({ data: { theme: 'dark' } })
    await verifyEmail((await userRows())[0]?.id ?? '')
    const { body: session } = await by('/token?grant_type=password', { body: { email: EMAIL, password: PASSWORD } })
    const { confirmation_sent_at: _, updated_at: __, identities, ...made } = body
    expect(session.user).toMatchObject(made)
    expect(session.user.identities[0].identity_id).toBe(identities[0].identity_id)
  })

  it('lets them in only then, and tells so who has the right password', async () => {
    const { signUp, by } = confirming()
    await signUp()
    const signIn = (password = PASSWORD) => by('/token?grant_type=password', { body: { email: EMAIL, password } })
    expect(await signIn()).toMatchObject({
      status: 400,
      body: { code: 'email_not_confirmed', message: 'Email not confirmed' },
    })
    expect(await signIn('wrong')).toMatchObject({ status: 400, body: { code: 'invalid_credentials' } })
    await verifyEmail((await userRows())[0]?.id ?? '')
    expect((await signIn()).status).toBe(200)
  })

  it('does not count the right password of who has not confirmed it as a failure', async () => {
    const { signUp, by } = confirming()
    await signUp()
    for (let i = 0; i < 12; i++) {
      const { body } = await by('/token?grant_type=password', { body: { email: EMAIL, password: PASSWORD } })
      expect(body.code).toBe('email_not_confirmed')
    }
  })

  it('mails the code again to who signs up again, but not at once', async () => {
    const { signUp, mailbox } = confirming()
    stopClock()
    await signUp()
    await signUp({ password: 'another horse battery staple' })
    expect(mailbox.mailsTo(EMAIL)).toHaveLength(1)
    advance(2 * MINUTE)
    const { status, body } = await signUp()
    expect({ status, identities: body.identities }).toEqual({ status: 200, identities: [] })
    expect(mailbox.mailsTo(EMAIL)).toHaveLength(2)
    expect(await userRows()).toHaveLength(1)
    expect(await codeRows()).toMatchObject([{ purpose: 'verify_email' }])
  })

  it('mails nothing to an address that is confirmed, or whose user is disabled', async () => {
    const { signUp, mailbox } = confirming()
    await signUp()
    const id = (await userRows())[0]?.id ?? ''
    await verifyEmail(id)
    expect((await signUp()).status).toBe(200)
    await disableUser(id)
    expect((await signUp()).status).toBe(200)
    expect(mailbox.mails).toHaveLength(1)
    expect(await userRows()).toHaveLength(1)
  })

  it('is not offered where no code can be sent', async () => {
    const { signUp } = confirming({ EMAIL: undefined, RESEND_API_KEY: undefined })
    expect(await signUp()).toMatchObject({ status: 422, body: { code: 'email_provider_disabled' } })
    expect(await userRows()).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { openMailbox, otherThan } from '../../support/mailbox.ts'
import { eventTypes, sessionRows, userRows, verifyEmail } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'
import { asUser, type Face, face, faceOf, SETTINGS, signUp } from '../support/face.ts'

const NEW = 'another horse battery staple'

const update = (as: Face, body: object) => as('/user', { method: 'PUT', body })

const signIn = (email: string, password: string, by = face) =>
  by('/token?grant_type=password', { body: { email, password } })

/** Somebody whose mails can be read, and whose session is no longer new. */
async function somebody() {
  stopClock()
  const mailbox = openMailbox()
  const by = faceOf(serviceWith({ ...SETTINGS, EMAIL: mailbox.EMAIL }))
  const person = await signUp(by)
  advance(11 * MINUTE)
  return { ...person, by, mailbox }
}

describe('what a user says of themselves', () => {
  it('is merged into what they said before', async () => {
    const { as } = await signUp()
    await update(as, { data: { theme: 'dark', city: 'Pune' } })
    const { status, body } = await update(as, { data: { theme: 'light', city: null, name: 'Robin' } })
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('user')
    expect(body.user_metadata).toEqual({ theme: 'light', name: 'Robin' })
    expect((await as('/user')).body).toEqual(body)
    expect(await userRows()).toMatchObject([{ name: 'Robin' }])
  })

  it('cannot be too much', async () => {
    const { as } = await signUp()
    expect((await update(as, { data: { a: 'x'.repeat(5_000) } })).status).toBe(200)
    const { status, body } = await update(as, { data: { b: 'x'.repeat(5_000) } })
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'validation_failed' })
  })

  it('may be nothing', async () => {
    const { as, email } = await signUp()
    expect(await update(as, {})).toMatchObject({ status: 200, body: { email } })
  })

  it('has no phone', async () => {
    const { as } = await signUp()
    expect(await update(as, { phone: '+49123' })).toMatchObject({
      status: 400,
      body: { code: 'phone_provider_disabled' },
    })
  })
})

describe('a new password', () => {
  it('is set right after a sign-in: this session stays, and all others end', async () => {
    const { as, email, session } = await signUp()
    await signIn(email, PASSWORD)
    expect(await update(as, { password: NEW })).toMatchObject({ status: 200, body: { email } })
    expect(await sessionRows()).toHaveLength(1)
    expect((await as('/user')).status).toBe(200)
    const refreshed = await face('/token?grant_type=refresh_token', { body: { refresh_token: session.refresh_token } })
    expect(refreshed.status).toBe(200)
    expect((await signIn(email, PASSWORD)).status).toBe(400)
    expect((await signIn(email, NEW)).status).toBe(200)
    expect(await eventTypes()).toContain('password_changed')
  })

  it('takes more than an old session', async () => {
    const { as, email, by } = await somebody()
    expect(await update(as, { password: NEW })).toMatchObject({
      status: 400,
      body: { code: 'reauthentication_needed', message: 'Password update requires reauthentication' },
    })
    expect((await signIn(email, PASSWORD, by)).status).toBe(200)
  })

  it('is set with the current one, however old the session is, and the owner is told', async () => {
    const { as, email, by, mailbox } = await somebody()
    await verifyEmail((await userRows())[0]?.id ?? '')
    expect((await update(as, { password: NEW, current_password: PASSWORD })).status).toBe(200)
    expect(mailbox.mails.at(-1)).toMatchObject({ to: email, subject: expect.stringContaining('password') })
    expect((await signIn(email, NEW, by)).status).toBe(200)
  })

  it('is not set with a wrong current one', async () => {
    const { as, email, by } = await somebody()
    expect(await update(as, { password: NEW, current_password: 'wrong' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials' },
    })
    expect((await signIn(email, PASSWORD, by)).status).toBe(200)
  })

  it('is set with a nonce from the mailbox, which works once and verifies the address', async () => {
    const { as, email, by, mailbox } = await somebody()
    expect(await as('/reauthenticate')).toMatchObject({ status: 200, body: {} })
    const nonce = mailbox.lastCode(email)
    const wrong = {
      status: 422,
      body: { code: 'reauthentication_not_valid', message: 'Nonce has expired or is invalid' },
    }
    expect(await update(as, { password: NEW, nonce: otherThan(nonce) })).toMatchObject(wrong)
    expect((await update(as, { password: NEW, nonce })).status).toBe(200)
    expect(await update(as, { password: PASSWORD, nonce })).toMatchObject(wrong)
    expect(await userRows()).toMatchObject([{ email_verified: 1 }])
    expect((await signIn(email, NEW, by)).status).toBe(200)
  })

  it('takes no nonce of somebody else', async () => {
    const { as, by, mailbox } = await somebody()
    const other = await signUp(by, 'mallory@example.com')
    await other.as('/reauthenticate')
    const nonce = mailbox.lastCode('mallory@example.com')
    expect(await update(as, { password: NEW, nonce })).toMatchObject({
      status: 422,
      body: { code: 'reauthentication_not_valid' },
    })
  })

  it.each([
    [{ password: 'short' }, 'weak_password'],
    [{ password: '' }, 'weak_password'],
    [{ password: PASSWORD, current_password: PASSWORD }, 'same_password'],
    [{ password: 'password1' }, 'weak_password'],
  ])('is refused: %j', async (body, code) => {
    const { as, email } = await signUp()
    expect(await update(as, body)).toMatchObject({ status: 422, body: { code } })
    expect((await signIn(email, PASSWORD)).status).toBe(200)
  })

  it('ends the codes of before', async () => {
    const { as, email, by, mailbox } = await somebody()
    await as('/reauthenticate')
    const nonce = mailbox.lastCode(email)
    expect((await update(as, { password: NEW, current_password: PASSWORD })).status).toBe(200)
    expect((await update(as, { password: PASSWORD, nonce })).body.code).toBe('reauthentication_not_valid')
    expect((await signIn(email, NEW, by)).status).toBe(200)
  })
})

describe('a guest', () => {
  const guest = async () => asUser(face, (await face('/signup', { body: {} })).body.access_token)

  it('gets no password alone', async () => {
    expect(await update(await guest(), { password: NEW })).toMatchObject({
      status: 422,
      body: { code: 'validation_failed' },
    })
  })

  it('becomes a user with a password and an address, and stays who they are', async () => {
    const as = await guest()
    const { body: before } = await as('/user')
    const { status, body } = await update(as, { email: 'robin@example.com', password: NEW })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: before.id, email: 'robin@example.com', is_anonymous: false })
    expect((await signIn('robin@example.com', NEW)).body.user.id).toBe(before.id)
  })

  it('does not get the address of somebody else', async () => {
    const { email } = await signUp()
    expect(await update(await guest(), { email, password: NEW })).toMatchObject({
      status: 422,
      body: { code: 'email_exists' },
    })
  })

  it('has no mailbox for a nonce', async () => {
    const as = asUser(faceOf(serviceWith({ ...SETTINGS, EMAIL: openMailbox().EMAIL })), '')
    const { body } = await as('/signup', { bearer: undefined, body: {} })
    expect(await as('/reauthenticate', { bearer: body.access_token })).toMatchObject({
      status: 400,
      body: { message: 'Reauthentication requires the user to have an email or a phone number' },
    })
  })
})

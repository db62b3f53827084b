import { describe, expect, it } from 'vitest'
import { advance, MINUTE, SECOND, stopClock } from '../support/clock.ts'
import { interceptD1 } from '../support/d1.ts'
import { inDigitsFrom } from '../support/digits.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { otherThan } from '../support/mailbox.ts'
import { newPerson, type Person } from '../support/person.ts'
import { CHANGE_EMAIL, VERIFY_EMAIL } from '../support/purposes.ts'
import { disableUser, dump, sessionRows } from '../support/rows.ts'
import { PASSWORD, registerUser } from '../support/users.ts'
import { errorOf, fieldOf, linkIn, openBrowser } from './support.ts'

const EMAIL = 'syamlal@example.com'
const NEW_PASSWORD = 'another horse battery staple'

describe('the page that confirms an address', () => {
  it('takes the link in the mail, without an access token', async () => {
    const browser = openBrowser()
    const user = await registerUser({}, browser.service)
    const link = linkIn(browser, EMAIL)
    const page = await browser.visit(link)
    expect(page.status).toBe(200)
    expect(fieldOf(page, 'user')).toBe(user._id)
    expect(fieldOf(page, 'token')).toBe(browser.mailbox.lastToken())
    const done = await browser.submit(link, { user: user._id, token: browser.mailbox.lastToken() })
    expect(done.status).toBe(200)
    expect(done.body).toContain('Your address is confirmed')
    expect(done.body).not.toContain('<form')
    const profile = await browser.service('/users/profile', { token: user.token })
    expect(profile.body.data.emailVerified).toBe(true)
  })

  it('moves an account to a new address, too', async () => {
    const browser = openBrowser()
    const user = await registerUser({}, browser.service)
    const body = { email: 'robin@example.com', password: PASSWORD }
    await browser.service('/users/email', { method: 'PUT', token: user.token, body })
    const link = linkIn(browser, 'robin@example.com')
    const token = browser.mailbox.lastToken('robin@example.com')
    expect((await browser.submit(link, { user: user._id, token })).status).toBe(200)
    const profile = await browser.service('/users/profile', { token: user.token })
    expect(profile.body.data.email).toBe('robin@example.com')
  })

  it('uses up no code when a mail scanner follows the link', async () => {
    const browser = openBrowser()
    const user = await registerUser({}, browser.service)
    const link = linkIn(browser, EMAIL)
    for (let visit = 0; visit < 10; visit++) await browser.visit(link)
    const token = browser.mailbox.lastToken()
    expect((await browser.submit(link, { user: user._id, token })).status).toBe(200)
  })

  it('says that a link is wrong', async () => {
    const browser = openBrowser()
    const user = await registerUser({}, browser.service)
    const token = 'A'.repeat(22)
    const answer = await browser.submit('/account/confirm-email', { user: user._id, token })
    expect(answer.status).toBe(400)
    expect(errorOf(answer)).toBe('The code is wrong, was used, or has expired.')
    expect(fieldOf(answer, 'token')).toBe(token)
    expect(fieldOf(answer, 'user')).toBe(user._id)
  })

  it('tells a user who opens the link a second time that there is nothing to do', async () => {
    const browser = openBrowser()
    const user = await registerUser({}, browser.service)
    const fields = { user: user._id, token: browser.mailbox.lastToken() }
    const first = await browser.submit('/account/confirm-email', fields)
    expect(first.body).not.toContain('nothing to do')
    const second = await browser.submit('/account/confirm-email', fields)
    expect(second.status).toBe(400)
    expect(second.body).toContain('If you have confirmed your address already, there is nothing to do.')
    const other = await browser.submit('/account/confirm-email', { ...fields, token: '' })
    expect(errorOf(other)).toBe('Token must not be empty.')
    expect(other.body).not.toContain('nothing to do')
  })

  it('shows no form that could not succeed, without the link', async () => {
    const browser = openBrowser()
    for (const query of ['', '?user=someone', '?token=', '?user=someone&code=123456']) {
      const { status, body } = await browser.visit(`/account/confirm-email${query}`)
      expect(status).toBe(200)
      expect(body).toContain('Open the link from the email.')
      expect(body).not.toContain('<form')
    }
    const user = await registerUser({}, browser.service)
    expect((await browser.visit(`/account/confirm-email?user=${user._id}&token=x`)).body).toContain('<form')
  })
})

// Whoever has the link has no session: these statements are others than those of the calls.
describe.each([VERIFY_EMAIL, CHANGE_EMAIL])('the page that takes a link for $purpose', ({ ask }) => {
  const askForLink = async (person: Person) => {
    await ask(person)
    return person.mailbox.lastToken()
  }
  const submit = ({ _id, service }: Person, token: string) =>
    service('/account/confirm-email', { body: { user: _id, token } })

  it('takes it for ten minutes', async () => {
    stopClock()
    const person = await newPerson()
    const token = await askForLink(person)
    advance(10 * MINUTE - SECOND)
    expect((await submit(person, token)).status).toBe(200)
  })

  it('does not take it any longer', async () => {
    stopClock()
    const person = await newPerson()
    const token = await askForLink(person)
    advance(10 * MINUTE)
    expect((await submit(person, token)).status).toBe(400)
  })

  it('is no way to guess the six digits, nor to use up their guesses', async () => {
    const person = await newPerson()
    const code = await ask(person)
    for (let step = 1; step <= 5; step++) {
      expect((await submit(person, code)).status).toBe(400)
      const body = { user: person._id, code: otherThan(code, step) }
      expect((await person.service('/account/confirm-email', { body })).status).toBe(400)
    }
    expect((await person.as('/users/email/verify', { body: { code } })).status).toBe(200)
  })

  it('does and counts nothing for a disabled user', async () => {
    const person = await newPerson()
    const token = await askForLink(person)
    await disableUser(person._id)
    const before = await dump()
    expect((await submit(person, token)).status).toBe(400)
    expect(await dump()).toEqual(before)
  })
})

describe('the pages of a forgotten password', () => {
  it('mail a code, and set a new password with it', async () => {
    const browser = openBrowser()
    await registerUser({}, browser.service)
    const sent = await browser.submit('/account/forgot-password', { email: EMAIL })
    expect(sent.status).toBe(200)
    expect(sent.body).toContain('an email with a code is on its way')
    const link = linkIn(browser, EMAIL)
    const page = await browser.visit(link)
    expect(fieldOf(page, 'email')).toBe(EMAIL)
    expect(fieldOf(page, 'token')).toBe(browser.mailbox.lastToken())
    expect(page.body, 'which nobody has to type').not.toContain('name="code"')
    const fields = { email: EMAIL, token: browser.mailbox.lastToken(), password: NEW_PASSWORD }
    const done = await browser.submit(link, fields)
    expect(done.status).toBe(200)
    expect(done.body).toContain('Your password is changed')
    expect(done.body).not.toContain('token')
    expect(await sessionRows(), 'whose tokens nobody was given').toEqual([])
    const login = await browser.service('/users/login', { body: { email: EMAIL, password: NEW_PASSWORD } })
    expect(login.status).toBe(200)
  })

  it('say the same for an address that nobody has', async () => {
    const browser = openBrowser()
    await registerUser({}, browser.service)
    const known = await browser.submit('/account/forgot-password', { email: EMAIL })
    const unknown = await browser.submit('/account/forgot-password', { email: 'nobody@example.com' })
    expect({ status: unknown.status, body: unknown.body }).toEqual({ status: known.status, body: known.body })
  })

  it('keep what was typed but the password, and name what is wrong', async () => {
    const browser = openBrowser()
    const fields = { email: EMAIL, code: '12', password: 'sh0rt' }
    const answer = await browser.submit('/account/reset-password', fields)
    expect(answer.status).toBe(400)
    expect(errorOf(answer)).toBe('Code from the email must be six digits. Password must have at least 8 characters.')
    expect(fieldOf(answer, 'email')).toBe(EMAIL)
    expect(fieldOf(answer, 'code')).toBe('12')
    expect(answer.body).not.toContain('sh0rt')
  })

  it('take a code in the digits of another script', async () => {
    const browser = openBrowser()
    await registerUser({}, browser.service)
    await browser.submit('/account/forgot-password', { email: EMAIL })
    const code = inDigitsFrom(0x660, browser.mailbox.lastCode())
    const fields = { email: EMAIL, code, password: NEW_PASSWORD }
    expect((await browser.submit('/account/reset-password', fields)).status).toBe(200)
  })

  it('refuse a code after ten minutes', async () => {
    stopClock()
    const browser = openBrowser()
    await registerUser({}, browser.service)
    await browser.submit('/account/forgot-password', { email: EMAIL })
    advance(10 * MINUTE)
    const fields = { email: EMAIL, code: browser.mailbox.lastCode(), password: NEW_PASSWORD }
    expect((await browser.submit('/account/reset-password', fields)).status).toBe(400)
  })

  it('say so when the database is not there, and keep what was typed', async () => {
    const DB = interceptD1(() =>
      Promise.reject(new Error('D1_ERROR: D1 DB is overloaded. Requests queued for too long.')),
    )
    const answer = await openBrowser({ DB }).submit('/account/forgot-password', { email: EMAIL })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('2')
    expect(errorOf(answer)).toBe('The service is busy or restarting. Try again.')
    expect(fieldOf(answer, 'email')).toBe(EMAIL)
  })

  it('say so when something is broken, and no more than that', async () => {
    expectLogs('internal_error')
    const DB = interceptD1(() => Promise.reject(new Error('secret')))
    const answer = await openBrowser({ DB }).submit('/account/forgot-password', { email: EMAIL })
    expect(answer.status).toBe(500)
    expect(errorOf(answer)).toBe('Something went wrong on our side.')
    expect(answer.body).not.toContain('secret')
    expect(logged('internal_error')).toHaveLength(1)
  })

  it('say so where mail is not set up', async () => {
    const answer = await openBrowser({ MAIL_FROM: '' }).submit('/account/forgot-password', { email: EMAIL })
    expect(answer.status).toBe(501)
    expect(errorOf(answer)).toBe('The service is not set up to send email.')
  })
})

describe('the page that deletes an account', () => {
  it('erases it, by email and password', async () => {
    const browser = openBrowser()
    const { token } = await registerUser({}, browser.service)
    const answer = await browser.submit('/account/delete', { email: EMAIL, password: PASSWORD })
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('Your account is deleted')
    expect((await browser.service('/users/profile', { token })).body.code).toBe('session_ended')
  })

  it('deletes nothing with a wrong password', async () => {
    const browser = openBrowser()
    const { token } = await registerUser({}, browser.service)
    const answer = await browser.submit('/account/delete', { email: EMAIL, password: `${PASSWORD}!` })
    expect(answer.status).toBe(401)
    expect(errorOf(answer)).toBe('The email or the password is wrong.')
    expect((await browser.service('/users/profile', { token })).status).toBe(200)
  })

  it('waits after ten failures in a row, and says for how long', async () => {
    const browser = openBrowser()
    await registerUser({}, browser.service)
    for (let failure = 0; failure < 10; failure++) {
      await browser.submit('/account/delete', { email: EMAIL, password: 'wrong' })
    }
    const answer = await browser.submit('/account/delete', { email: EMAIL, password: PASSWORD })
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, HOUR } from '../../support/clock.ts'
import { otherThan } from '../../support/mailbox.ts'
import { asUser, signUp } from '../support/face.ts'
import { inQuery, newAddress, openMail, waitForNextCode } from '../support/mail.ts'

const eventsOf = async (email: string) => {
  const { results } = await env.DB.prepare(
    'SELECT type FROM events WHERE user_id = (SELECT id FROM users WHERE email = ?)',
  )
    .bind(email)
    .all<{ type: string }>()
  return results.map(({ type }) => type)
}

describe('changing the email address', () => {
  it('takes a code from the new one, which nothing else knows, and signs in', async () => {
    const { face, mailbox, linkTo } = openMail()
    const { email, as, session } = await signUp(face)
    await env.DB.prepare("UPDATE users SET email_verified = 1, email_verified_by = 'session' WHERE email = ?")
      .bind(email)
      .run()
    const next = newAddress()
    const asked = await as('/user', { method: 'PUT', body: { email: next } })
    expect([asked.status, asked.body.email, asked.body.new_email]).toEqual([200, email, next])
    expect(inQuery(linkTo(next)).type).toBe('email_change')
    expect(mailbox.mailsTo(email).at(-1)?.subject).toContain('email')
    const token = mailbox.lastCode(next)
    const wrong = await face('/verify', { body: { type: 'email_change', email: next, token: otherThan(token) } })
    expect(wrong.body.error_code).toBe('otp_expired')
    const { status, body } = await face('/verify', { body: { type: 'email_change', email: next, token } })
    expect([status, body.user?.email, body.user?.id]).toEqual([200, next, session.user.id])
    expect(body.user.new_email).toBeUndefined()
    expect(await eventsOf(next)).toContain('email_changed')
    expect(mailbox.mailsTo(email).at(-1)?.text).toContain('another email address now')
    expect((await face('/verify', { body: { type: 'email_change', email: next, token } })).status).toBe(403)
  })

  it('makes a guest a user, who is the same', async () => {
    const { face, mailbox } = openMail()
    const guest = (await face('/signup', { body: {} })).body
    const email = newAddress()
    const as = asUser(face, guest.access_token)
    expect((await as('/user', { method: 'PUT', body: { email } })).status).toBe(200)
    expect((await as('/user')).body.is_anonymous).toBe(true)
    const { body } = await face('/verify', { body: { type: 'email_change', email, token: mailbox.lastCode(email) } })
    expect(body.user).toMatchObject({ id: guest.user.id, email, is_anonymous: false })
    expect(await eventsOf(email)).toEqual(expect.arrayContaining(['guest_upgraded', 'email_changed']))
  })

  it('says nothing of an address that is taken, until who reads it says so', async () => {
    const { face, mailbox } = openMail()
    const { as } = await signUp(face)
    const { email: taken } = await signUp(openMail().face)
    expect((await as('/user', { method: 'PUT', body: { email: taken } })).status).toBe(200)
    const token = mailbox.lastCode(taken)
    const { status, body } = await face('/verify', { body: { type: 'email_change', email: taken, token } })
    expect([status, body.error_code]).toEqual([422, 'email_exists'])
  })

  it('does nothing for the address that they have', async () => {
    const { face, mailbox } = openMail()
    const { as, email } = await signUp(face)
    const before = mailbox.mails.length
    expect((await as('/user', { method: 'PUT', body: { email } })).status).toBe(200)
    expect(mailbox.mails).toHaveLength(before)
    const row = await env.DB.prepare("SELECT 1 FROM codes WHERE address = ? AND purpose = 'change_email'")
      .bind(email)
      .first()
    expect(row).toBeNull()
  })

  it('demands a recent sign-in, or the password', async () => {
    const { face, mailbox } = openMail({ SUPABASE_ACCESS_TOKEN_TTL: '3h' })
    const { as, password } = await signUp(face)
    const next = newAddress()
    advance(HOUR)
    const { status, body } = await as('/user', { method: 'PUT', body: { email: next } })
    expect([status, body.error_code]).toEqual([400, 'reauthentication_needed'])
    expect(mailbox.mailsTo(next)).toEqual([])
    const wrong = await as('/user', { method: 'PUT', body: { email: next, current_password: 'not the one' } })
    expect(wrong.status).toBe(400)
    const proven = await as('/user', { method: 'PUT', body: { email: next, current_password: password } })
    expect(proven.status).toBe(200)
    expect(mailbox.lastCode(next)).toMatch(/^\d{6}$/)
  })

  it('is mailed again to where they are moving, and never once it was revoked', async () => {
    const { face, mailbox } = openMail()
    const { as, email, password } = await signUp(face)
    const next = newAddress()
    await as('/user', { method: 'PUT', body: { email: next } })
    await waitForNextCode(next)
    await face('/resend', { body: { type: 'email_change', email } })
    expect(mailbox.mailsTo(next)).toHaveLength(2)
    await as('/user', { method: 'PUT', body: { password: 'another password of theirs', current_password: password } })
    await waitForNextCode(next)
    await face('/resend', { body: { type: 'email_change', email } })
    expect(mailbox.mailsTo(next)).toHaveLength(2)
    const { token: token_hash = '' } = inQuery(openLink(mailbox.mailsTo(next).at(-1)?.text))
    expect((await face('/verify', { body: { type: 'email_change', token_hash } })).status).toBe(403)
  })
})

const openLink = (text = '') => /^https:\S+$/m.exec(text)?.[0] ?? ''

import { describe, expect, it } from 'vitest'
import { auditRows } from '../../support/audit.ts'
import { ORIGIN } from '../../support/origin.ts'
import { PASSWORD } from '../../support/users.ts'
import { signUp } from '../support/face.ts'
import { inQuery, newAddress, openMail, target } from '../support/mail.ts'
import { asService, WITH_SERVICE_KEYS } from '../support/service-token.ts'

const open = (settings: Record<string, unknown> = {}) => {
  const opened = openMail({ ...WITH_SERVICE_KEYS, ...settings })
  const admin = (path: string, body: object) => opened.face(path, { body, ...asService() })
  return { ...opened, admin, generate: (body: object) => admin('/admin/generate_link', body) }
}

describe('an invitation', () => {
  it.each(['/invite', '/admin/invite'])('makes a user, who comes in by its mail (%s)', async (path) => {
    const { admin, face, mailbox, linkTo } = open({ LOGIN_CODES: 'off', SIGN_UP_BY_CODE: 'off' })
    const email = newAddress()
    const { status, body } = await admin(path, { email, data: { team: 'red' } })
    expect([status, body]).toMatchObject([200, { email, user_metadata: { team: 'red' }, is_anonymous: false }])
    expect(body.invited_at).toEqual(expect.any(String))
    expect(inQuery(linkTo(email)).type).toBe('invite')
    expect(mailbox.mailsTo(email).at(-1)?.subject).toContain('invitation')
    const session = await face('/verify', { body: { type: 'invite', email, token: mailbox.lastCode(email) } })
    expect([session.status, session.body.user?.id]).toEqual([200, body.id])
    expect((await admin(path, { email })).body.error_code).toBe('email_exists')
  })

  it('needs an address, and a service key', async () => {
    const { admin, face } = open()
    const { body } = await admin('/invite', { email: 'nothing' })
    expect(body.message).toBe('Unable to validate email address: invalid format')
    expect((await face('/invite', { body: { email: newAddress() } })).status).toBe(403)
    const { bearer } = await signUp(face)
    expect((await face('/invite', { bearer, body: { email: newAddress() } })).body.error_code).toBe('not_admin')
  })
})

describe('a link that a server has made', () => {
  it('confirms a user whom it makes', async () => {
    const { generate, face, mailbox } = open({ SUPABASE_AUTOCONFIRM: 'off' })
    const email = newAddress()
    const { status, body } = await generate({ type: 'signup', email, password: PASSWORD, data: { a: 1 } })
    expect([status, body]).toMatchObject([
      200,
      { email, user_metadata: { a: 1 }, verification_type: 'signup', redirect_to: 'https://app.example.com/' },
    ])
    expect(body.action_link).toMatch(`${ORIGIN}/auth/v1/verify?token=`)
    expect(inQuery(body.action_link)).toEqual({
      token: body.hashed_token,
      type: 'signup',
      redirect_to: body.redirect_to,
    })
    expect(mailbox.mailsTo(email)).toEqual([])
    const answer = await face('/verify', { body: { type: 'signup', token_hash: body.hashed_token } })
    expect([answer.status, answer.body.user?.id]).toEqual([200, body.id])
    const actions = (await auditRows()).map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['user_created', 'confirmation_link_issued']))
    expect(JSON.stringify(await auditRows())).not.toContain(body.email_otp)
  })

  it.each(['magiclink', 'recovery'])('signs in whom it is for (%s)', async (type) => {
    const { generate, face, visit } = open({ SUPABASE_LINKS_SIGN_IN: 'on' })
    const { email, session } = await signUp(face)
    const { body } = await generate({ type, email, redirect_to: 'https://app.example.com/in' })
    const { url, fragment } = target((await visit(body.action_link.slice(ORIGIN.length))).headers)
    expect([url.pathname, fragment.type]).toEqual(['/in', type])
    expect((await face('/user', { bearer: fragment.access_token })).body.id).toBe(session.user.id)
  })

  it.each(['email_change_current', 'email_change_new'])('moves an account (%s)', async (type) => {
    const { generate, face } = open()
    const { email } = await signUp(face)
    const next = newAddress()
    const { body } = await generate({ type, email, new_email: next })
    expect(inQuery(body.action_link).type).toBe('email_change')
    const answer = await face('/verify', { body: { type: 'email_change', email: next, token: body.email_otp } })
    expect([answer.status, answer.body.user?.email]).toEqual([200, next])
  })

  it('is for nobody unknown, and of no other type', async () => {
    const { generate } = open()
    expect((await generate({ type: 'recovery', email: newAddress() })).body.error_code).toBe('user_not_found')
    expect((await generate({ type: 'toString', email: newAddress() })).body.error_code).toBe('validation_failed')
    expect((await generate({ type: 'email_change_new', email: newAddress() })).status).toBe(400)
  })
})

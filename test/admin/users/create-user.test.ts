import { beforeEach, describe, expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { advance, DAY, stopClock } from '../../support/clock.ts'
import { codeIn } from '../../support/mailbox.ts'
import type { Person } from '../../support/person.ts'
import { dump, supportedTypes, userRow } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'

const EMAIL = 'robin@example.com'

let admin: Person

beforeEach(async () => {
  stopClock()
  admin = await newAdmin()
})

const create = (body: object) => admin.as('/admin/users', { body })
const login = (password: string) => admin.service('/users/login', { body: { email: EMAIL, password } })

describe('a user whom an operator creates', () => {
  it('has what was given, is not signed in, and logs in with their password', async () => {
    const given = { email: EMAIL, name: 'Robin', emailVerified: true, roles: ['editor'], appMetadata: { plan: 'pro' } }
    const { status, body } = await create({ ...given, password: PASSWORD })
    expect([status, body.data]).toMatchObject([
      201,
      { ...given, hasPassword: true, emailVerifiedBy: 'admin', sessions: [] },
    ])
    expect(body.data.activity).toMatchObject([{ type: 'registered', bySupport: true, ip: null, deviceName: null }])
    expect((await login(PASSWORD)).body.data).toMatchObject({
      _id: body.data._id,
      roles: ['editor'],
      appMetadata: { plan: 'pro' },
    })
    expect(admin.mailbox.mailsTo(EMAIL)).toEqual([])
    expect(await auditRows()).toMatchObject([
      { action: 'user_created', target_id: body.data._id, before: null, after: given },
    ])
    expect(JSON.stringify(await auditRows())).not.toContain(PASSWORD)
  })

  it('needs nothing but an email address: it comes in by a password reset', async () => {
    const { body } = await create({ email: ' Robin@Example.com ' })
    expect(body.data).toMatchObject({
      email: EMAIL,
      name: 'New user',
      emailVerified: false,
      hasPassword: false,
      roles: [],
      appMetadata: {},
    })
    expect(await userRow(body.data._id)).toMatchObject({ roles: null, app_metadata: null, email_verified_by: null })
    await admin.service('/users/password/forgot', { body: { email: EMAIL } })
    const reset = { email: EMAIL, code: admin.mailbox.lastCode(EMAIL), password: PASSWORD }
    expect((await admin.service('/users/password/reset', { body: reset })).status).toBe(200)
    expect((await login(PASSWORD)).status).toBe(200)
  })

  it('is nobody whose email address somebody has', async () => {
    await create({ email: EMAIL })
    const before = await dump()
    for (const more of [{}, { password: PASSWORD }, { invite: true }]) {
      const { status, body } = await create({ email: EMAIL, ...more })
      expect([status, body.code]).toEqual([409, 'email_taken'])
    }
    expect(await dump()).toEqual(before)
  })

  it.each([
    ['email', {}],
    ['email', { email: 'robin' }],
    ['password', { email: EMAIL, password: 'short' }],
    ['password', { email: EMAIL, password: PASSWORD, invite: true }],
    ['roles', { email: EMAIL, roles: 'admin' }],
    ['emailVerified', { email: EMAIL, emailVerified: 'yes' }],
    ['appMetadata', { email: EMAIL, appMetadata: [1] }],
    ['appMetadata', { email: EMAIL, appMetadata: { a: 'x'.repeat(4_100) } }],
  ])('is not made of a wrong %s: %j', async (path, input) => {
    const before = await dump()
    const { status, body } = await create(input)
    expect([status, body.errors?.[0].path]).toEqual([400, path])
    expect(await dump()).toEqual(before)
  })

  it('has no password that others would try first', async () => {
    expect((await create({ email: EMAIL, password: 'password123' })).body.code).toBe('password_common')
  })
})

describe('an invitation', () => {
  it('mails a link and a code, by either of which the user chooses a password', async () => {
    const { status, body } = await create({ email: EMAIL, name: 'Robin', invite: true, roles: ['admin'] })
    expect([status, body.data.roles]).toEqual([201, ['admin']])
    const [mail, ...others] = admin.mailbox.mailsTo(EMAIL)
    expect([mail?.subject, others]).toEqual(['Latchkey: Your invitation', []])
    expect(mail?.text).toContain('It works once, for 3 days')
    expect(await auditRows()).toMatchObject([{ action: 'user_invited', before: null, after: { email: EMAIL } }])
    advance(2 * DAY)
    const reset = { email: EMAIL, code: mail && codeIn(mail), password: PASSWORD }
    const { body: signedIn } = await admin.service('/users/password/reset', { body: reset })
    expect(signedIn.data).toMatchObject({ _id: body.data._id, emailVerified: true })
    expect((await login(PASSWORD)).status).toBe(200)
    expect(await supportedTypes()).toEqual(['registered'])
  })

  it('is over after three days, and not sooner for its link', async () => {
    await create({ email: EMAIL, invite: true })
    const body = { email: EMAIL, token: admin.mailbox.lastToken(EMAIL), password: PASSWORD }
    advance(3 * DAY)
    expect((await admin.service('/users/password/reset', { body })).body.code).toBe('code_invalid')
    advance(-1)
    expect((await admin.service('/users/password/reset', { body })).status).toBe(200)
  })

  it('is refused where no email is sent, and then nobody is made', async () => {
    const before = await dump()
    const other = await newAdmin({ email: 'second@example.com', settings: { EMAIL: undefined } })
    const { status, body } = await other.as('/admin/users', { body: { email: EMAIL, invite: true } })
    expect([status, body.code]).toEqual([501, 'mail_not_configured'])
    expect((await dump()).audit).toEqual(before.audit)
  })
})

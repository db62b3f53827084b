import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, HOUR, stopClock } from '../../support/clock.ts'
import { interceptD1 } from '../../support/d1.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { changeCodeOf, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import {
  addEvents,
  addSessions,
  disableUser,
  dump,
  sessionRows,
  storePasswordHash,
  tables,
  userRow,
  userRows,
} from '../../support/rows.ts'
import { call, ORIGIN, serviceWith } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const deleteAccount = ({ as }: Person, password = PASSWORD) =>
  as('/users/account', { method: 'DELETE', body: { password } })

/** Somebody of whom every table that knows users has a row. */
async function personInEveryTable(email = 'full@example.com'): Promise<Person> {
  const person = await newPerson({ email })
  await person.signIn()
  await resetCodeOf(person)
  await changeCodeOf(person, 'new@example.com')
  await env.DB.prepare('INSERT INTO identities (provider, subject, user_id, email, created_at) VALUES (?, ?, ?, ?, 0)')
    .bind('google', `subject of ${email}`, person._id, email)
    .run()
  return person
}

/** The tables that have a column for the user, and those of which a row mentions this one. */
async function tablesOf(userId: string): Promise<{ knowing: string[]; mentioning: string[] }> {
  const knowing: string[] = []
  for (const table of await tables()) {
    const columns = await env.DB.prepare('SELECT name FROM pragma_table_info(?)').bind(table).all<{ name: string }>()
    if (table === 'users' || columns.results.some(({ name }) => name === 'user_id')) knowing.push(table)
  }
  const rows = Object.entries(await dump())
  const mentioning = rows.filter(([, found]) => JSON.stringify(found).includes(userId)).map(([table]) => table)
  return { knowing: knowing.sort(), mentioning: mentioning.sort() }
}

describe('DELETE /users/account', () => {
  it('erases every row of the user in every table, and answers nothing', async () => {
    const person = await personInEveryTable()
    const before = await tablesOf(person._id)
    expect(before.knowing).toContain('users')
    expect(before.mentioning).toEqual(before.knowing) // or this test would miss a table
    expect(await deleteAccount(person)).toMatchObject({ status: 204, body: '' })
    expect((await tablesOf(person._id)).mentioning).toEqual([])
    expect(JSON.stringify(await dump())).not.toContain(person.email)
  })

  it('takes nothing of anybody else', async () => {
    const stranger = await newPerson({ email: 'stranger@example.com' })
    await resetCodeOf(stranger)
    const before = await dump()
    const person = await newPerson({ email: 'leaving@example.com' })
    await deleteAccount(person)
    expect(await dump()).toEqual(before)
  })

  it('ends every session at once', async () => {
    const person = await newPerson()
    const other = await person.signIn()
    await deleteAccount(person)
    for (const { token, refreshToken } of [person, other]) {
      expect(await tryAccess(token)).toEqual(SESSION_ENDED)
      expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
    }
  })

  it('leaves no public profile and no way in', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    await deleteAccount(person)
    const { email } = person
    expect((await call(`/users/profile/public/${person._id}`)).status).toBe(404)
    expect((await call('/users/login', { body: { email, password: PASSWORD } })).body.code).toBe('invalid_credentials')
    const reset = await call('/users/password/reset', { body: { email, code, password: PASSWORD } })
    expect(reset.body.code).toBe('code_invalid')
  })

  it('sets the address free: who registers with it is somebody new', async () => {
    const person = await newPerson()
    await deleteAccount(person)
    const again = await registerUser({ email: person.email })
    expect(again._id).not.toBe(person._id)
    expect(await tryAccess(person.token)).toEqual(SESSION_ENDED)
    const { body } = await call('/users/activity', { token: again.token })
    expect(body.data).toMatchObject([{ type: 'registered' }])
  })

  it('refuses a wrong password, and erases nothing', async () => {
    const person = await newPerson()
    expect(await deleteAccount(person, 'not the right one')).toMatchObject({
      status: 401,
      body: { code: 'invalid_credentials' },
    })
    expect(await tryAccess(person.token)).toEqual(ACCEPTED)
  })

  it('demands a password', async () => {
    const { as } = await newPerson()
    const { status, body } = await as('/users/account', { method: 'DELETE', body: {} })
    expect([status, body.errors[0].path]).toEqual([400, 'password'])
    expect((await as('/users/account', { method: 'DELETE' })).status).toBe(415)
    expect(await userRows()).toHaveLength(1)
  })

  it('may come twice at once', async () => {
    const person = await newPerson()
    const answers = await Promise.all([deleteAccount(person), deleteAccount(person)])
    for (const { status, body } of answers) expect(body.code ?? status).toSatisfy(isDone)
    expect(await userRows()).toEqual([])
  })

  it('is refused to an ended session and to a disabled user', async () => {
    const person = await newPerson()
    const other = await person.signIn()
    await call('/users/logout', { method: 'POST', token: person.token })
    expect((await deleteAccount(person)).body.code).toBe('session_ended')
    await disableUser(person._id)
    expect((await deleteAccount({ ...person, as: asOf(other.token) })).body.code).toBe('account_disabled')
    expect(await userRows()).toHaveLength(1)
  })
})

const isDone = (outcome: unknown) => outcome === 204 || outcome === 'session_ended'

const asOf =
  (token: string): Person['as'] =>
  (path, example) =>
    call(path, { token, ...example })

// The password is compared between two round trips: what it proved may be over by the second.
describe('a call with the right password, when in the meantime', () => {
  const CALLS: [string, string, Record<string, unknown>][] = [
    ['PUT', '/users/password', { currentPassword: PASSWORD, newPassword: 'another horse battery staple' }],
    ['PUT', '/users/email', { email: 'new@example.com', password: PASSWORD }],
    ['DELETE', '/users/account', { password: PASSWORD }],
  ]

  const MEANWHILES: [string, string, (userId: string) => Promise<unknown>][] = [
    ['the password changed', 'invalid_credentials', (userId) => storePasswordHash(userId, 'another')],
    ['the session ended', 'session_ended', () => env.DB.prepare('DELETE FROM sessions').run()],
    ['somebody disabled the account', 'account_disabled', disableUser],
  ]

  describe.each(MEANWHILES)('%s', (_, code, happen) => {
    it.each(CALLS)(`%s %s answers ${code}, and does nothing`, async (method, path, body) => {
      const { _id, token } = await registerUser()
      const mailbox = openMailbox()
      let trips = 0
      const DB = interceptD1(async (run) => {
        if (++trips === 2) await happen(_id)
        return run()
      })
      const codes = (await dump()).codes
      const answer = await serviceWith({ DB, EMAIL: mailbox.EMAIL })(path, { method, token, body })
      expect(answer.body.code).toBe(code)
      expect(trips).toBe(2)
      const { email, password_hash } = await userRow(_id)
      expect(email).toBe('syamlal@example.com')
      expect(password_hash).not.toContain('another horse')
      expect((await dump()).codes).toEqual(codes)
      expect((await dump()).events).toMatchObject([{ type: 'registered' }])
      expect(mailbox.mails).toEqual([])
    })
  })
})

describe('the page that deletes an account, when in the meantime', () => {
  it.each<[string, (userId: string) => Promise<unknown>]>([
    ['the password changed', (userId) => storePasswordHash(userId, 'another')],
    ['somebody disabled the account', disableUser],
  ])('%s deletes nothing, and does not say that it did', async (_, happen) => {
    const { _id, email } = await registerUser()
    let trips = 0
    const DB = interceptD1(async (run) => {
      if (++trips === 2) await happen(_id)
      return run()
    })
    const answer = await serviceWith({ DB })('/account/delete', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
      body: new URLSearchParams({ email, password: PASSWORD }).toString(),
    })
    expect(answer.status).toBe(401)
    expect(trips).toBe(2)
    expect(await userRows()).toHaveLength(1)
    expect((await dump()).login_attempts).toHaveLength(1) // it counts as a guess
  })
})

/** Columns that are secrets, or are made of them; and the key of an account elsewhere, which is for its provider to tell. */
const KEPT_BACK = new Set(['password_hash', 'refresh_id', 'previous_refresh_id', 'hash', 'subject'])

describe('GET /users/account/export', () => {
  it('gives all that is stored about the caller, in one document', async () => {
    const start = stopClock().toISOString()
    const person = await newPerson({ email: 'full@example.com', name: 'Syamlal' })
    const profile = { bio: 'Climbs.', avatarUrl: 'https://example.com/s.png', locale: 'en-GB' }
    await person.as('/users/profile', { method: 'PUT', body: profile })
    const later = advance(HOUR).toISOString()
    await person.service('/users/login', {
      headers: { 'cf-connecting-ip': '203.0.113.7' },
      body: { email: person.email, password: PASSWORD, deviceName: 'Tablet' },
    })
    const last = advance(HOUR).toISOString()
    await changeCodeOf(person, 'new@example.com')
    const { status, headers, body } = await person.as('/users/account/export')
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    const sessions = await sessionRows()
    expect(body.data).toMatchObject({
      exportedAt: last,
      profile: { _id: person._id, name: 'Syamlal', email: person.email, emailVerified: false, ...profile },
      sessions: [
        { _id: sessions[1]?.id, current: false, deviceName: 'Tablet', createdAt: later },
        { _id: sessions[0]?.id, current: true, deviceName: null, createdAt: start },
      ],
      codes: expect.arrayContaining([
        { purpose: 'verify_email', address: person.email, createdAt: start, expiresAt: expect.any(String) },
        { purpose: 'change_email', address: 'new@example.com', createdAt: last, expiresAt: expect.any(String) },
      ]),
      activity: [
        { type: 'email_change_requested', createdAt: last },
        { type: 'logged_in', createdAt: later, sessionId: sessions[1]?.id, ip: '203.0.113.0/24' },
        { type: 'registered', createdAt: start },
      ],
    })
    expect(body.data.codes).toHaveLength(2)
  })

  it('leaves out no column of any table but what is secret or says nothing', async () => {
    const person = await personInEveryTable()
    await env.DB.prepare("UPDATE users SET bio = 'a bio', avatar_url = 'https://a.example/a', locale = 'de'").run()
    await env.DB.prepare("UPDATE sessions SET device_name = 'a device', country = 'XX'").run()
    await env.DB.prepare("UPDATE events SET ip = '192.0.2.0/24', device_name = 'another'").run()
    const exported = JSON.stringify((await person.as('/users/account/export')).body)
    for (const [table, rows] of Object.entries(await dump())) {
      if (table === 'login_attempts') continue // names nobody
      for (const row of rows as Record<string, unknown>[]) {
        for (const [column, value] of Object.entries(row)) {
          if (typeof value !== 'string') continue
          const isExported = exported.includes(JSON.stringify(value))
          expect(isExported, `${table}.${column}`).toBe(!KEPT_BACK.has(column))
        }
      }
    }
  })

  it('has every event and every session, however many', async () => {
    const person = await newPerson()
    await addEvents(person._id, 500)
    await addSessions(person._id, 150)
    const { body } = await person.as('/users/account/export')
    expect(body.data.activity).toHaveLength(501)
    expect(body.data.sessions).toHaveLength(151)
  })

  it('tells nothing of others', async () => {
    const stranger = await newPerson({ email: 'stranger@example.com', name: 'Stranger' })
    const person = await newPerson()
    const exported = JSON.stringify((await person.as('/users/account/export')).body)
    for (const secret of [stranger._id, stranger.email, stranger.name]) expect(exported).not.toContain(secret)
  })

  it('is refused to an ended session and to a disabled user', async () => {
    const person = await newPerson()
    const other = await person.signIn()
    await call('/users/logout', { method: 'POST', token: person.token })
    expect((await person.as('/users/account/export')).body.code).toBe('session_ended')
    await disableUser(person._id)
    expect((await call('/users/account/export', { token: other.token })).body.code).toBe('account_disabled')
  })
})

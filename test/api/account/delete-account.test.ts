import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { interceptD1 } from '../../support/d1.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { ORIGIN } from '../../support/origin.ts'
import { newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { disableUser, dump, storePasswordHash, userRow, userRows } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { fillTables, USER_TABLES } from '../../support/tables.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const deleteAccount = ({ as }: Person, password = PASSWORD) =>
  as('/users/account', { method: 'DELETE', body: { password } })

/** The tables of which a row mentions a user. */
const tablesMentioning = async (userId: string): Promise<string[]> =>
  Object.entries(await dump())
    .filter(([, rows]) => JSON.stringify(rows).includes(userId))
    .map(([table]) => table)

describe('DELETE /users/account', () => {
  it('erases every row of the user in every table, and answers nothing', async () => {
    const person = await newPerson()
    await fillTables(person._id)
    expect((await tablesMentioning(person._id)).sort()).toEqual(USER_TABLES.toSorted())
    expect(await deleteAccount(person)).toMatchObject({ status: 204, body: '' })
    expect(await tablesMentioning(person._id)).toEqual([])
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
    expect(await userRows()).toHaveLength(1)
  })

  it('says so if its body was dropped on the way, whether its headers were or not', async () => {
    const { as } = await newPerson()
    const json = { 'content-type': 'application/json' }
    for (const headers of [{}, json, { ...json, 'content-encoding': 'gzip' }]) {
      const { status, body } = await as('/users/account', { method: 'DELETE', headers })
      expect([status, body.code]).toEqual([400, 'body_missing'])
      expect(body.message).toContain('/account/delete')
    }
    expect(await userRows()).toHaveLength(1)
  })

  it('may come twice at once', async () => {
    const person = await newPerson()
    const answers = await Promise.all([deleteAccount(person), deleteAccount(person)])
    for (const { status, body } of answers) expect(body.code ?? status).toSatisfy(isDone)
    expect(await userRows()).toEqual([])
  })
})

const isDone = (outcome: unknown) => outcome === 204 || outcome === 'session_ended'

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

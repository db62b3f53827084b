import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { advance, DAY, stopClock } from '../../support/clock.ts'
import { changeCodeOf, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { codeRows, eventTypes, onlySession, sessionRows, userRow } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD } from '../../support/users.ts'

const NEW = 'another horse battery staple'

const login = (email: string, password: string) => call('/users/login', { body: { email, password } })

const changePassword = ({ as }: Person, newPassword = NEW, currentPassword = PASSWORD) =>
  as('/users/password', { method: 'PUT', body: { currentPassword, newPassword } })

const reset = ({ service }: Person, body: Record<string, unknown>) =>
  service('/users/password/reset', { body: { password: NEW, ...body } })

const codeInvalid = { status: 400, body: { code: 'code_invalid' } }

describe('PUT /users/password', () => {
  it('replaces the old password with the new one', async () => {
    const person = await newPerson()
    expect((await changePassword(person)).status).toBe(200)
    expect((await login(person.email, NEW)).status).toBe(200)
    expect((await login(person.email, PASSWORD)).body.code).toBe('invalid_credentials')
    expect((await userRow(person._id)).password_hash).toMatch(/^\$pbkdf2-chain-sha256\$/)
  })

  it('ends every session of this user only, and answers the tokens of a fresh one', async () => {
    const person = await newPerson()
    const all = [person, await person.signIn(), await person.signIn()]
    const stranger = await newPerson({ email: 'stranger@example.com' })
    const { body } = await changePassword(person)
    expect(Object.keys(body.data)).toEqual(['token', 'refreshToken'])
    for (const { token, refreshToken } of all) {
      expect(await tryAccess(token)).toEqual(SESSION_ENDED)
      expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
    }
    for (const { token, refreshToken } of [body.data, stranger]) {
      expect(await tryAccess(token)).toEqual(ACCEPTED)
      expect(await tryRefresh(refreshToken)).toEqual(ACCEPTED)
    }
    expect(await sessionRows()).toHaveLength(2)
  })

  it('gives the fresh session the name of the device, and a whole life of its own', async () => {
    const start = stopClock()
    const person = await newPerson()
    const body = { email: person.email, password: PASSWORD, deviceName: 'Kitchen tablet' }
    const { token } = (await call('/users/login', { body })).body.data
    advance(DAY)
    const changed = await call('/users/password', {
      method: 'PUT',
      token,
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
      body: { currentPassword: PASSWORD, newPassword: NEW },
    })
    const sessions = await call('/users/sessions', { token: changed.body.data.token })
    const createdAt = new Date(start.getTime() + DAY).toISOString()
    const fresh = { current: true, deviceName: 'Kitchen tablet', createdAt, lastRefreshedAt: createdAt }
    expect(sessions.body.data).toEqual([expect.objectContaining(fresh)])
    expect((await onlySession()).expires_at).toBe(start.getTime() + 61 * DAY)
  })

  it('takes the old tokens also after a refresh, and forgets that there was one', async () => {
    const person = await newPerson()
    const { refreshToken } = person
    const refreshed = (await call('/users/token/refresh', { body: { refreshToken } })).body.data
    const { body } = await changePassword(person)
    expect((await onlySession()).previous_refresh_id).toBeNull()
    for (const old of [refreshToken, refreshed.refreshToken]) expect(await tryRefresh(old)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(body.data.refreshToken)).toEqual(ACCEPTED)
  })

  it('renews no token of the session that it ends: x-access-token has that of the fresh one', async () => {
    stopClock()
    const person = await newPerson()
    advance(6 * DAY)
    const { headers, body } = await changePassword(person)
    expect(headers.get('x-access-token')).toBe(body.data.token)
    expect((await onlySession()).id).toBe(decodeJwt(body.data.token).sid)
  })

  it('invalidates every code that was sent to this user, and no others', async () => {
    const person = await newPerson()
    const stranger = await newPerson({ email: 'stranger@example.com' })
    const verifyCode = person.mailbox.lastCode()
    const changeCode = await changeCodeOf(person, 'new@example.com')
    const resetCode = await resetCodeOf(person)
    const { token } = (await changePassword(person)).body.data
    for (const code of [verifyCode, changeCode]) {
      expect(await call('/users/email/verify', { token, body: { code } })).toMatchObject(codeInvalid)
    }
    expect(await reset(person, { email: person.email, code: resetCode, password: PASSWORD })).toMatchObject(codeInvalid)
    const { body } = await stranger.as('/users/email/verify', { body: { code: stranger.mailbox.lastCode() } })
    expect(body.data.emailVerified).toBe(true)
  })

  it('refuses a wrong current password, and changes nothing', async () => {
    const person = await newPerson()
    const other = await person.signIn()
    const before = await userRow(person._id)
    const { status, headers, body } = await changePassword(person, NEW, 'not the right one')
    expect([status, body.code]).toEqual([401, 'invalid_credentials'])
    expect(headers.get('www-authenticate')).toBe('Bearer')
    expect(await userRow(person._id)).toEqual(before)
    expect(await tryAccess(other.token)).toEqual(ACCEPTED)
    expect(await codeRows()).toHaveLength(1)
    expect(await eventTypes()).not.toContain('password_changed')
  })

  it.each([
    ['a new one that is too short', { currentPassword: PASSWORD, newPassword: '1234567' }, 'newPassword'],
    ['a new one that is too long', { currentPassword: PASSWORD, newPassword: 'x'.repeat(257) }, 'newPassword'],
    ['no current one', { newPassword: NEW }, 'currentPassword'],
  ])('refuses %s', async (_, body, path) => {
    const { as } = await newPerson()
    const answer = await as('/users/password', { method: 'PUT', body })
    expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([400, 'invalid_request', path])
  })

  it('takes one password in any spelling of Unicode', async () => {
    const person = await newPerson()
    await changePassword(person, 'A\u030angstro\u0308m-ﬁnal')
    expect((await login(person.email, 'Ångström-final')).status).toBe(200)
  })

  it('happens once when it is asked twice at once: the other one comes from a session that has ended', async () => {
    const person = await newPerson()
    const passwords = ['the first horse battery', 'the second horse battery']
    const answers = await Promise.all(passwords.map((password) => changePassword(person, password)))
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, 'session_ended'])
    const winner = answers.findIndex(({ status }) => status === 200)
    expect((await login(person.email, passwords[winner] ?? '')).status).toBe(200)
    expect(await tryAccess(answers[winner]?.body.data.token)).toEqual(ACCEPTED)
  })
})

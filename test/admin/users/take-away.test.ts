import { beforeEach, describe, expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { LEGACY, legacyToken, markImported } from '../../support/legacy-tokens.ts'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { dump, eventRows, passkeyRows, sessionRows, supportedTypes, verifyEmail } from '../../support/rows.ts'
import { sessionOf } from '../../support/session-of.ts'

let admin: Person

beforeEach(async () => {
  admin = await newAdmin()
})

const remove = (path: string) => admin.as(`/admin/users/${path}`, { method: 'DELETE' })
const sessionsOf = async (id: string) => (await sessionRows()).filter(({ user_id }) => user_id === id).length

describe('sessions', () => {
  it('end all at once, and the user signs in again', async () => {
    const user = await newPerson()
    const second = await user.signIn()
    expect((await remove(`${user._id}/sessions`)).status).toBe(204)
    for (const { token } of [user, second]) {
      expect((await user.service('/users/profile', { token })).body.code).toBe('session_ended')
    }
    const refreshed = await user.service('/users/token/refresh', { body: { refreshToken: second.refreshToken } })
    expect(refreshed.status).toBe(401)
    await user.signIn()
    expect(await supportedTypes()).toEqual(['other_sessions_ended'])
    expect(await auditRows()).toMatchObject([
      { action: 'sessions_ended', target_id: user._id, before: null, after: null },
    ])
  })

  it('end one by one: the event says which', async () => {
    const user = await newPerson()
    const second = await user.signIn()
    const sessionId = sessionOf(second.token)
    expect((await remove(`${user._id}/sessions/${sessionId}`)).status).toBe(204)
    expect((await user.service('/users/profile', { token: second.token })).body.code).toBe('session_ended')
    expect((await user.as('/users/profile')).status).toBe(200)
    const ended = (await eventRows()).find(({ type }) => type === 'session_ended')
    expect(ended).toMatchObject({
      user_id: user._id,
      session_id: sessionId,
      by_support: 1,
      ip: null,
      device_name: null,
    })
    expect(await auditRows()).toMatchObject([{ action: 'session_ended', before: { sessionId }, after: null }])
  })
})

describe('tokens of the old backend', () => {
  it.each([
    ['sessions', 'DELETE', undefined],
    ['disable', 'POST', {}],
  ])('end, too, also those that were never used here: %s', async (path, method, body) => {
    const user = await newPerson({ settings: LEGACY })
    await markImported()
    const token = await legacyToken(user._id)
    await admin.as(`/admin/users/${user._id}/${path}`, { method, body })
    await admin.as(`/admin/users/${user._id}/enable`, { method: 'POST' })
    const answer = await user.service('/users/profile', { token })
    expect([answer.status, answer.body.code]).toEqual([401, 'session_ended'])
  })

  it('and those of whom a factor was taken, so that nobody goes on without it', async () => {
    const user = await newEnrolledPerson(LEGACY)
    await markImported()
    await remove(`${user._id}/factors/${user.factorId}`)
    const answer = await user.service('/users/profile', { token: await legacyToken(user._id) })
    expect(answer.body.code).toBe('session_ended')
  })
})

describe('an authenticator app that is lost', () => {
  it('goes with its recovery codes and all sessions, and the owner is told', async () => {
    const user = await newEnrolledPerson()
    const { status } = await remove(`${user._id}/factors/${user.factorId}`)
    expect(status).toBe(204)
    expect((await user.as('/users/profile')).body.code).toBe('session_ended')
    expect((await user.login()).status).toBe(200)
    const { factors, recovery_codes } = await dump()
    expect([factors, recovery_codes]).toEqual([[], []])
    expect(await supportedTypes()).toEqual(['factor_removed', 'other_sessions_ended'])
    expect(admin.mailbox.mailsTo(user.email).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Latchkey: .*(removed|off)/),
    ])
    expect(await auditRows()).toMatchObject([
      { action: 'factor_removed', before: { factorId: user.factorId }, after: null },
    ])
  })

  it('ends a sign-in that waits for it', async () => {
    const user = await newEnrolledPerson()
    const challenge = await user.challenge()
    await remove(`${user._id}/factors/${user.factorId}`)
    const answer = await user.answer({ challenge, code: user.code() })
    expect(answer.body.code).toBe('challenge_invalid')
  })
})

describe('a passkey', () => {
  it('goes with all sessions, also if it is all that signs the user in, and the owner is told', async () => {
    const user = await newPerson()
    await verifyEmail(user._id)
    const passkey = await addPasskey(user.token, user.service)
    user.mailbox.mails.length = 0
    expect((await remove(`${user._id}/passkeys/${passkey.id}`)).status).toBe(204)
    expect(await passkeyRows()).toEqual([])
    expect((await loginWithPasskey(passkey)).status).toBe(401)
    expect(await sessionsOf(user._id)).toBe(0)
    expect(await supportedTypes()).toEqual(['other_sessions_ended', 'passkey_removed'])
    expect(admin.mailbox.mailsTo(user.email).map(({ subject }) => subject)).toEqual([
      'Latchkey: A passkey was removed from your account',
    ])
    expect(await auditRows()).toMatchObject([
      { action: 'passkey_removed', before: { passkeyId: passkey.id }, after: null },
    ])
  })
})

describe('what is not there', () => {
  it.each([
    ['sessions/nothing', 'session_not_found'],
    ['factors/nothing', 'factor_not_found'],
    ['passkeys/nothing', 'passkey_not_found'],
  ])('is not taken away: %s', async (path, code) => {
    const user = await newPerson()
    const before = await dump()
    const { status, body } = await remove(`${user._id}/${path}`)
    expect([status, body.code]).toEqual([404, code])
    const nobodys = await remove(`nobody/${path}`)
    expect([nobodys.status, nobodys.body.code]).toEqual([404, 'user_not_found'])
    expect(await dump()).toEqual(before)
  })

  it('nor what is somebody else’s', async () => {
    const user = await newPerson()
    const owner = await newEnrolledPerson({}).catch(() => undefined)
    const other = await newPerson({ email: 'other@example.com' })
    const passkey = await addPasskey(other.token, other.service)
    const before = await dump()
    for (const path of [
      `sessions/${sessionOf(other.token)}`,
      `passkeys/${passkey.id}`,
      `factors/${owner?.factorId ?? 'none'}`,
    ]) {
      expect((await remove(`${user._id}/${path}`)).status).toBe(404)
    }
    expect(await dump()).toEqual(before)
  })

  it('nor are sessions of nobody', async () => {
    expect((await remove('nobody/sessions')).body.code).toBe('user_not_found')
  })
})

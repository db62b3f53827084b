import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { advance, DAY, HOUR, MINUTE, SECOND, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { countingD1, faultyD1 } from '../support/d1.ts'
import { forge, signHS256 } from '../support/forge.ts'
import { LEGACY, LEGACY_SECRET, legacyToken, markImported } from '../support/legacy-tokens.ts'
import { expectLogs, logged, loggedText } from '../support/logs.ts'
import { openMailbox } from '../support/mailbox.ts'
import { disableUser, sessionRows } from '../support/rows.ts'
import { call, serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser, type SignedIn } from '../support/users.ts'

const migrating = serviceWith(LEGACY)

/** A user of the old backend, imported: nobody has signed in here yet. */
async function importedUser(): Promise<SignedIn> {
  const user = await registerUser()
  await env.DB.prepare('DELETE FROM sessions').run()
  await env.DB.prepare('DELETE FROM events').run()
  await markImported()
  return user
}

const readProfile = (token: string, service = migrating) => service('/users/profile', { token })
const verdict = async (token: string, service = migrating) => {
  const { status, body } = await readProfile(token, service)
  return [status, body.code]
}

const SESSION_ENDED = [401, 'session_ended']
const TOKEN_INVALID = [401, 'token_invalid']

const changePassword = async (token: string) => {
  const body = { currentPassword: PASSWORD, newPassword: 'another good password' }
  const answer = await migrating('/users/password', { method: 'PUT', token, body })
  expect(answer.status).toBe(200)
  return answer
}

/** Everything that a caller may do to end sessions of other devices, and the token that they go on with. */
const endings: Record<string, (token: string) => Promise<string>> = {
  'logging out elsewhere': async (token) => {
    expect((await migrating('/users/sessions', { method: 'DELETE', token })).status).toBe(204)
    return token
  },
  'changing the password': async (token) => (await changePassword(token)).body.data.token,
}

describe('a token of the old backend', () => {
  it('reads the own profile, and is answered with a token of ours, backed by a session', async () => {
    const { _id, email } = await importedUser()
    const { status, headers, body } = await readProfile(await legacyToken(_id))
    expect([status, body.data._id, body.data.email]).toEqual([200, _id, email])

    const token = headers.get('x-access-token') ?? ''
    const [session] = await sessionRows()
    expect(decodeJwt(token)).toMatchObject({ sub: _id, sid: session?.id })
    expect((await call('/users/profile', { token })).status).toBe(200) // good without the old secret
    expect((await call('/users/sessions', { token })).body.data).toMatchObject([{ _id: session?.id, current: true }])
  })

  it('may be sent as Bearer too, and write', async () => {
    const { _id } = await importedUser()
    const headers = { authorization: `Bearer ${await legacyToken(_id)}` }
    const answer = await migrating('/users/profile', { method: 'PUT', headers, body: { name: 'Robin' } })
    expect([answer.status, answer.body.data.name]).toEqual([200, 'Robin'])
    expect(answer.headers.get('x-access-token')).toMatch(/./)
  })

  it('makes one session, however often and however parallel it comes', async () => {
    const { _id } = await importedUser()
    const token = await legacyToken(_id)
    const answers = await Promise.all(Array.from({ length: 10 }, () => readProfile(token)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect((await readProfile(token)).status).toBe(200)
    expect(await sessionRows()).toHaveLength(1)
    const { headers } = await readProfile(token)
    const activity = await call('/users/activity', { token: headers.get('x-access-token') ?? '' })
    expect(activity.body.data).toMatchObject([{ type: 'logged_in' }])
  })

  it('makes a session of its own for each sign-in', async () => {
    const { _id } = await importedUser()
    await readProfile(await legacyToken(_id))
    await readProfile(await legacyToken(_id, { issuedAt: new Date(Date.now() - HOUR) }))
    expect(await sessionRows()).toHaveLength(2)
  })

  it('moves the end of its session on while it is used, as a renewal does', async () => {
    stopClock()
    const { _id } = await importedUser()
    const token = await legacyToken(_id)
    await readProfile(token)
    const [before] = await sessionRows()
    advance(DAY)
    await readProfile(token)
    const [after] = await sessionRows()
    expect((after?.expires_at ?? 0) - (before?.expires_at ?? 0)).toBe(DAY)
  })

  it('passes if the clock of the old backend is a minute ahead, and not if it is more', async () => {
    const now = stopClock().getTime()
    const { _id } = await importedUser()
    const ahead = (seconds: number) => legacyToken(_id, { issuedAt: new Date(now + seconds * SECOND) })
    expect(await verdict(await ahead(60))).toEqual([200, undefined])
    expect(await verdict(await ahead(61))).toEqual(TOKEN_INVALID)
  })

  it.each(['the PRIVATE and PUBLIC parts', '{"secret": true}', 'ключ 🔑'])(
    'passes whatever the secret reads like: %s',
    async (secret) => {
      expectLogs('legacy_secret_weak') // they are short
      const { _id } = await importedUser()
      const service = serviceWith({ ...LEGACY, LEGACY_JWT_SECRET: secret })
      expect(await verdict(await legacyToken(_id, { secret }), service)).toEqual([200, undefined])
    },
  )

  it('costs one round trip more than ours, each time it comes; one of ours costs what it did', async () => {
    const { _id } = await importedUser()
    const { DB, trips } = countingD1()
    const counted = serviceWith({ ...LEGACY, DB })
    const legacy = await legacyToken(_id)
    const { headers } = await readProfile(legacy, counted)
    expect(trips()).toBe(2)
    await readProfile(legacy, counted)
    expect(trips()).toBe(4)
    await readProfile(headers.get('x-access-token') ?? '', counted)
    expect(trips()).toBe(5)
  })

  it('moves the end of its session on also if the database fails for a moment', async () => {
    stopClock()
    const { _id } = await importedUser()
    const token = await legacyToken(_id)
    await readProfile(token)
    const [before] = await sessionRows()
    advance(DAY)
    const { DB } = faultyD1({ moment: 'before' })
    expect((await readProfile(token, serviceWith({ ...LEGACY, DB }))).status).toBe(200)
    const [after] = await sessionRows()
    expect((after?.expires_at ?? 0) - (before?.expires_at ?? 0)).toBe(DAY)
  })

  it('is taken over although the answer to the first attempt was lost', async () => {
    const { _id } = await importedUser()
    const { DB } = faultyD1({ moment: 'after' })
    expect((await readProfile(await legacyToken(_id), serviceWith({ ...LEGACY, DB }))).status).toBe(200)
    expect(await sessionRows()).toHaveLength(1)
  })
})

describe("a token that another backend than the tutorial's signed", () => {
  it.each([
    ['id', (id: string) => ({ id })],
    ['userId', (userId: string) => ({ userId })],
    ['sub', (sub: string) => ({ sub })],
    ['user.id', (id: string) => ({ user: { id } })],
    ['https://example.com/id', (id: string) => ({ 'https://example.com/id': id })],
  ])('names its user in the claim that the setting names: %s', async (claim, claims) => {
    const { _id } = await importedUser()
    const service = serviceWith({ ...LEGACY, LEGACY_JWT_USER_CLAIM: claim })
    const token = await legacyToken(_id, { claims: { _id: undefined, ...claims(_id) } })
    expect(await verdict(token, service)).toEqual([200, undefined])
    expect(await verdict(await legacyToken(_id), service)).toEqual(TOKEN_INVALID) // and in no other
  })

  it.each(['constructor.name', '__proto__.constructor.name', 'user.id.length', '.', 'user.'])(
    'names nobody in what all objects have: %s',
    async (claim) => {
      const { _id } = await importedUser()
      const service = serviceWith({ ...LEGACY, LEGACY_JWT_USER_CLAIM: claim })
      expect(await verdict(await legacyToken(_id, { claims: { user: { id: _id } } }), service)).toEqual(TOKEN_INVALID)
    },
  )

  it('is good without an end until none is accepted any more', async () => {
    const now = stopClock()
    const { _id } = await importedUser()
    const token = await altered(_id, { exp: undefined })
    const service = serviceWith({ ...LEGACY, LEGACY_JWT_UNTIL: new Date(now.getTime() + 30 * DAY).toISOString() })
    advance(30 * DAY - SECOND)
    const { status, headers } = await readProfile(token, service)
    expect(status).toBe(200)
    expect(await verdict(headers.get('x-access-token') ?? '', service)).toEqual([200, undefined])
    advance(SECOND)
    expect(await verdict(token, service)).toEqual(TOKEN_INVALID)
  })

  it('is good without an end only while the record of what ended it is kept', async () => {
    stopClock()
    const { _id } = await importedUser()
    const token = await altered(_id, { exp: undefined })
    expect(await verdict(token)).toEqual([200, undefined])
    expect((await migrating('/users/logout', { method: 'POST', token })).status).toBe(204)
    expect(await verdict(token)).toEqual(SESSION_ENDED)
    advance(90 * DAY + SECOND)
    expect(await verdict(token)).toEqual(TOKEN_INVALID)
  })
})

describe('a token of the old backend is refused', () => {
  it('at no cost where none are accepted: without a secret, and after the date', async () => {
    const { _id } = await importedUser()
    const token = await legacyToken(_id)
    for (const settings of [{}, { ...LEGACY, LEGACY_JWT_UNTIL: '2020-01-01' }, { LEGACY_JWT_UNTIL: '9999-12-31' }]) {
      const { DB, trips } = countingD1()
      expect(await verdict(token, serviceWith({ ...settings, DB }))).toEqual(TOKEN_INVALID)
      expect(trips()).toBe(0)
    }
  })

  it('from the very moment of the date', async () => {
    const now = stopClock()
    const { _id } = await importedUser()
    const token = await legacyToken(_id)
    const service = serviceWith({ ...LEGACY, LEGACY_JWT_UNTIL: new Date(now.getTime() + MINUTE).toISOString() })
    advance(MINUTE - SECOND)
    expect(await verdict(token, service)).toEqual([200, undefined])
    advance(SECOND)
    expect(await verdict(token, service)).toEqual(TOKEN_INVALID)
  })

  it('once it has expired', async () => {
    const { _id } = await importedUser()
    const token = await legacyToken(_id, { issuedAt: new Date(Date.now() - 11 * DAY) })
    expect(await verdict(token)).toEqual([401, 'token_expired'])
    expect(await sessionRows()).toEqual([])
  })

  const forgeries: [string, (userId: string) => Promise<string> | string, string][] = [
    ['signed with another secret', (userId) => legacyToken(userId, { secret: 'a guess at the secret' }), 'signature'],
    ['of another algorithm of the same secret', (userId) => legacyToken(userId, { alg: 'HS512' }), 'algorithm'],
    ['without a user', () => legacyToken('', { claims: { _id: undefined } }), 'user_claim'],
    ['for a user that is no text', () => legacyToken('', { claims: { _id: { $ne: null } } }), 'user_claim'],
    ['that names the user otherwise', (id) => legacyToken(id, { claims: { _id: undefined, id } }), 'user_claim'],
    ['with an end that is none', (userId) => altered(userId, { exp: 'never' }), 'exp'],
    ['with null for an end', (userId) => altered(userId, { exp: null }), 'exp'],
    ['without a beginning', (userId) => altered(userId, { iat: undefined }), 'iat'],
    ['without a beginning and an end', (userId) => altered(userId, { iat: undefined, exp: undefined }), 'iat'],
    ['of the future', (userId) => legacyToken(userId, { issuedAt: new Date(Date.now() + HOUR) }), 'iat'],
    [
      'older than the record of what ended it',
      (id) => legacyToken(id, { issuedAt: new Date(Date.now() - 91 * DAY), days: 999 }),
      'age',
    ],
    ['not to be used yet', (userId) => legacyToken(userId, { claims: { nbf: 9_999_999_999 } }), 'nbf'],
    ['for another purpose', (userId) => legacyToken(userId, { claims: { purpose: 'reset' } }), 'purpose'],
    ['of another type', (userId) => legacyToken(userId, { typ: 'reset+jwt' }), 'type'],
    [
      'without a signature',
      async (userId) => {
        const [, payload] = (await legacyToken(userId)).split('.')
        return `${btoa('{"alg":"none"}').replace(/=+$/, '')}.${payload}.`
      },
      'algorithm',
    ],
    ['spelled in another way', async (userId) => `${await legacyToken(userId)}=`, 'signature'],
    ['that is none', () => 'x', 'form'],
  ]
  it.each(forgeries)('at no cost, and the log says why: %s', async (_, forge, reason) => {
    const { _id } = await importedUser()
    const { DB, trips } = countingD1()
    const token = await forge(_id)
    expect(await verdict(token, serviceWith({ ...LEGACY, DB }))).toEqual(TOKEN_INVALID)
    expect(trips()).toBe(0)
    expect(logged('request').at(-1)).toMatchObject({ code: 'token_invalid', reason: `old token: ${reason}` })
    expect(loggedText()).not.toContain(token.slice(token.indexOf('.')))
  })

  it('for a user who did not come along', async () => {
    expect(await verdict(await legacyToken('64f1a2b3c4d5e6f708192a3b'))).toEqual(SESSION_ENDED)
    expect(await sessionRows()).toEqual([])
  })

  it('as a refresh token, and our refresh token in its place', async () => {
    const { _id, refreshToken } = await importedUser()
    const body = { refreshToken: await legacyToken(_id) }
    expect((await migrating('/users/token/refresh', { body })).body.code).toBe('token_invalid')
    expect(await verdict(refreshToken)).toEqual(TOKEN_INVALID)
  })
})

describe('the session of a token of the old backend, once ended,', () => {
  it('does not come back with it: after a logout', async () => {
    const { _id } = await importedUser()
    const token = await legacyToken(_id)
    const renewed = (await readProfile(token)).headers.get('x-access-token') ?? ''
    expect((await migrating('/users/logout', { method: 'POST', token: renewed })).status).toBe(204)
    expect(await verdict(token)).toEqual(SESSION_ENDED)
    expect(await verdict(renewed)).toEqual(SESSION_ENDED)
    expect(await sessionRows()).toEqual([])
  })

  it('does not come back with it: after a logout with the old token, which answers no token', async () => {
    const { _id } = await importedUser()
    const token = await legacyToken(_id)
    const logout = await migrating('/users/logout', { method: 'POST', token })
    expect([logout.status, logout.headers.get('x-access-token')]).toEqual([204, null])
    expect(await verdict(token)).toEqual(SESSION_ENDED)
  })

  it('does not come back with it: after the owner ended it from another device', async () => {
    const { _id, email } = await importedUser()
    const token = await legacyToken(_id)
    await readProfile(token)
    const [session] = await sessionRows()
    const other = await migrating('/users/login', { body: { email, password: PASSWORD } })
    const path = `/users/sessions/${session?.id}`
    expect((await migrating(path, { method: 'DELETE', token: other.body.data.token })).status).toBe(204)
    expect(await verdict(token)).toEqual(SESSION_ENDED)
  })

  it('does not come back with it: after its own end, and the sweep', async () => {
    stopClock()
    const { _id } = await importedUser()
    const service = serviceWith({ ...LEGACY, ACCESS_TOKEN_TTL: '36h', SESSION_TTL: '1d' })
    const token = await legacyToken(_id)
    await readProfile(token, service)
    advance(DAY + SECOND)
    expectLogs('swept')
    await runCron({ ...LEGACY, ACCESS_TOKEN_TTL: '36h', SESSION_TTL: '1d' })
    expect(await sessionRows()).toEqual([])
    expect(await verdict(token, service)).toEqual(SESSION_ENDED)
  })

  it('does not come back with it: after the record of it is forgotten', async () => {
    stopClock()
    const { _id } = await importedUser()
    const settings = { ...LEGACY, EVENTS_RETENTION: '2d' }
    const service = serviceWith(settings)
    const token = await legacyToken(_id)
    await migrating('/users/logout', { method: 'POST', token })
    advance(2 * DAY)
    expectLogs('swept')
    await runCron(settings)
    expect(await verdict(token, service)).toEqual(TOKEN_INVALID)
  })

  for (const [name, end] of Object.entries(endings)) {
    it(`does not come back with it, and those that were not used yet do not come at all: ${name}`, async () => {
      const user = await importedUser()
      const [used, unused] = [
        await legacyToken(user._id, { issuedAt: new Date(Date.now() - MINUTE) }),
        await legacyToken(user._id, { issuedAt: new Date(Date.now() - HOUR) }),
      ]
      await readProfile(used)
      const { body } = await migrating('/users/login', { body: { email: user.email, password: PASSWORD } })
      const token = await end(body.data.token)

      expect(await verdict(used)).toEqual(SESSION_ENDED)
      expect(await verdict(unused)).toEqual(SESSION_ENDED)
      expect(await verdict(token)).toEqual([200, undefined])
      expect(await sessionRows()).toHaveLength(1)
    })
  }

  it('does not come back with it: after a change of the password with the old token, which answers a good one', async () => {
    const { _id } = await importedUser()
    const token = await legacyToken(_id)
    const { headers, body } = await changePassword(token)
    expect(headers.get('x-access-token')).toBe(body.data.token)
    expect(await verdict(body.data.token)).toEqual([200, undefined])
    expect(await verdict(token)).toEqual(SESSION_ENDED)
    expect(await sessionRows()).toHaveLength(1)
  })

  it('does not come back with it, and those that were not used yet do not come at all: a reset password', async () => {
    const { _id, email } = await importedUser()
    const [used, unused] = [await legacyToken(_id), await legacyToken(_id, { issuedAt: new Date(Date.now() - HOUR) })]
    await readProfile(used)
    const mailbox = openMailbox()
    const service = serviceWith({ ...LEGACY, EMAIL: mailbox.EMAIL })
    await service('/users/password/forgot', { body: { email } })
    const reset = { email, code: mailbox.lastCode(), password: 'another good password' }
    expect((await service('/users/password/reset', { body: reset })).status).toBe(200)
    expect(await verdict(used)).toEqual(SESSION_ENDED)
    expect(await verdict(unused)).toEqual(SESSION_ENDED)
  })

  it('does not come at all if it was issued in the moment in which the others were ended', async () => {
    const now = stopClock()
    const { _id, email } = await importedUser()
    const { body } = await migrating('/users/login', { body: { email, password: PASSWORD } })
    await endings['logging out elsewhere']?.(body.data.token)
    expect(await verdict(await legacyToken(_id, { issuedAt: now }))).toEqual(SESSION_ENDED)
  })

  it('does not take the one with it from which the others were ended', async () => {
    const { _id } = await importedUser()
    const token = await legacyToken(_id)
    await readProfile(await legacyToken(_id, { issuedAt: new Date(Date.now() - HOUR) }))
    expect((await migrating('/users/sessions', { method: 'DELETE', token })).status).toBe(204)
    expect(await verdict(token)).toEqual([200, undefined])
    expect(await sessionRows()).toHaveLength(1)
  })

  it('does not come at all with a later token, either: only the token says when it was issued', async () => {
    stopClock()
    const user = await importedUser()
    const { body } = await migrating('/users/login', { body: { email: user.email, password: PASSWORD } })
    await endings['logging out elsewhere']?.(body.data.token)
    const now = advance(SECOND)
    expect(await verdict(await legacyToken(user._id, { issuedAt: now }))).toEqual(SESSION_ENDED)
  })
})

describe('a disabled user', () => {
  it('is refused with a token of the old backend, used before or not', async () => {
    const { _id } = await importedUser()
    const used = await legacyToken(_id)
    await readProfile(used)
    await disableUser(_id)
    expect(await verdict(used)).toEqual([403, 'account_disabled'])
    const unused = await legacyToken(_id, { issuedAt: new Date(Date.now() - HOUR) })
    expect(await verdict(unused)).toEqual([403, 'account_disabled'])
  })
})

describe('the settings', () => {
  it('demand a date as long as there is a secret', async () => {
    expectLogs('misconfigured')
    for (const LEGACY_JWT_UNTIL of ['', 'soon', '31.12.2027']) {
      const { status, body } = await serviceWith({ LEGACY_JWT_SECRET: LEGACY_SECRET, LEGACY_JWT_UNTIL })('/health')
      expect([status, body.code]).toEqual([500, 'misconfigured'])
      expect(body.errors).toMatchObject([{ path: 'LEGACY_JWT_UNTIL' }])
      expect(JSON.stringify(body)).not.toContain(LEGACY_SECRET)
    }
  })
})

/** A token with other claims that is signed rightly. */
const altered = async (userId: string, claims: Record<string, unknown>) =>
  forge(await legacyToken(userId), { claims, sign: signHS256(LEGACY_SECRET) })

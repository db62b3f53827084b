import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { PROBLEMS } from '../../src/model/problem.ts'
import { countingD1, faultyD1 } from '../support/d1.ts'
import { LEGACY, legacyToken, markImported } from '../support/legacy-tokens.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { newPerson, type Person } from '../support/person.ts'
import { setRoles } from '../support/roles.ts'
import { disableUser, onlySession } from '../support/rows.ts'
import { usersFor } from '../support/rpc.ts'
import { serviceWith } from '../support/service.ts'
import { sessionOf } from '../support/session-of.ts'

let person: Person
const nameless = usersFor({})

beforeEach(async () => {
  person = await newPerson()
})

describe('verify', () => {
  it('names the user and the session of a token, with their roles and the level, in one round trip', async () => {
    await setRoles(person._id, ['editor'])
    const { DB, trips } = countingD1()
    const { data } = await usersFor({}, { DB }).verify(person.token)
    expect(data).toEqual({
      userId: person._id,
      sessionId: sessionOf(person.token),
      roles: ['editor'],
      level: 1,
      expiresAt: expect.stringMatching(/^\d{4}-.+Z$/),
    })
    expect(trips()).toBe(1)
  })

  it('sees at the next call that a session has ended, a role was taken or given, and a user disabled', async () => {
    expect((await nameless.verify(person.token)).data.roles).toEqual([])
    await setRoles(person._id, ['editor', 'owner'])
    expect((await nameless.verify(person.token)).data.roles).toEqual(['editor', 'owner'])
    await setRoles(person._id, null)
    expect((await nameless.verify(person.token)).data.roles).toEqual([])
    const other = await person.signIn()
    await person.as('/users/logout', { method: 'POST' })
    expect((await nameless.verify(person.token)).problem.code).toBe('session_ended')
    expect((await nameless.verify(other.token)).data.userId).toBe(person._id)
    await disableUser(person._id)
    expect((await nameless.verify(other.token)).problem.code).toBe('account_disabled')
  })

  it('refuses without the database what is no token of the service', async () => {
    const { DB, trips } = countingD1()
    const users = usersFor({}, { DB })
    for (const token of ['x', 'a.b.c', person.refreshToken, `${person.token}x`]) {
      const { problem } = await users.verify(token)
      const { status, message, challenge } = PROBLEMS.token_invalid
      expect(problem).toEqual({ code: 'token_invalid', status, message, challenge, requestId: expect.any(String) })
    }
    expect(trips()).toBe(0)
  })

  it('takes only tokens of PUBLIC_URL, where that is set', async () => {
    const users = usersFor({}, { PUBLIC_URL: 'https://another.example.com' })
    expect((await users.verify(person.token)).problem.code).toBe('token_invalid')
  })

  it('adopts a token of the old backend where these are accepted, and goes on to see its session end', async () => {
    await env.DB.batch(['sessions', 'events'].map((table) => env.DB.prepare(`DELETE FROM ${table}`)))
    await markImported()
    const token = await legacyToken(person._id)
    expect((await nameless.verify(token)).problem.code).toBe('token_invalid')
    const { DB, trips } = countingD1()
    const { data } = await usersFor({}, { ...LEGACY, DB }).verify(token)
    expect(data).toMatchObject({ userId: person._id, roles: [], level: 1 })
    expect(trips()).toBe(2)
    expect(await onlySession()).toMatchObject({ id: data.sessionId, user_id: person._id })
    expect((await serviceWith(LEGACY)('/users/logout', { method: 'POST', token })).status).toBe(204)
    expect((await usersFor({}, LEGACY).verify(token)).problem.code).toBe('session_ended')
  })

  it('works where ADMIN is off', async () => {
    expect((await usersFor({}, { ADMIN: 'off' }).verify(person.token)).data.userId).toBe(person._id)
  })

  it('says that the database is busy, and when to try again', async () => {
    const { DB } = faultyD1({ lasting: true })
    const { problem } = await usersFor({}, { DB }).verify(person.token)
    expect(problem).toMatchObject({ code: 'unavailable', status: 503, retryAfterSeconds: 2 })
    expect(logged('request').at(-1)).toMatchObject({ code: 'unavailable', reason: 'Network connection lost' })
  })

  it('says nothing of a bug, which is logged once', async () => {
    expectLogs('internal_error')
    const { DB } = faultyD1({ message: 'secret SQL' })
    const { problem } = await usersFor({}, { DB }).verify(person.token)
    expect(problem).toMatchObject({ code: 'internal_error', status: 500 })
    expect(JSON.stringify(problem)).not.toContain('secret')
    expect(logged('internal_error')).toMatchObject([{ requestId: problem.requestId }])
  })

  it('says that the service is set up wrongly, instead of failing', async () => {
    expectLogs('misconfigured')
    const { problem } = await usersFor({}, { JWT_KEYS: '' }).verify(person.token)
    expect(problem).toMatchObject({ code: 'misconfigured', status: 500 })
  })

  it('logs one line, by the name of the calling Worker', async () => {
    await usersFor({ name: 'web' }).verify(person.token)
    const line = { method: 'RPC', route: 'Users.verify', worker: 'web', requestId: expect.any(String) }
    expect(logged('request').at(-1)).toMatchObject(line)
  })
})

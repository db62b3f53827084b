import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { MESSAGE_TYPES } from '../../src/model/messages.ts'
import { schemaBreaches } from '../contract/breaches.ts'
import { document, type Schema } from '../contract/document.ts'
import { advance, DAY, MINUTE, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { createGuest } from '../support/guests.ts'
import { expectLogs } from '../support/logs.ts'
import { addPasskey } from '../support/passkeys.ts'
import { changeCodeOf, loginCodeOf, newPerson, type Person, resetCodeOf } from '../support/person.ts'
import { linkWith, signedInWith, unlink } from '../support/provider-login.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { sessionRows } from '../support/rows.ts'
import { serviceWith } from '../support/service.ts'
import { enrol } from '../support/totp.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const NEW_PASSWORD = 'another horse battery staple'

let receiver: Receiver
let person: Person

/** Somebody with a session, of whom nothing is left to tell. */
beforeEach(async () => {
  receiver = openReceiver()
  person = await newPerson({ settings: receiver.settings })
  receiver.clear()
})

const service = () => serviceWith({ ...receiver.settings, EMAIL: person.mailbox.EMAIL })
const told = () => receiver.taken.map(({ type, data: { version: _, user: __, ...rest } }) => ({ type, ...rest }))
const currentSession = async () => String((await sessionRows()).at(-1)?.id)
const sql = (text: string, ...values: unknown[]) =>
  env.DB.prepare(text)
    .bind(...values)
    .run()

/** What the document says of the body of a type. */
function schemaOf(type: string): Schema {
  const webhook: any = document.webhooks?.[type]
  return webhook.post.requestBody.content['application/json'].schema
}

/** What is done, and what is told of it. */
interface Scenario {
  what: string
  act(): Promise<unknown>
  expected: Record<string, unknown>[]
}

const anyId = expect.stringMatching(/^[\w-]{22,}$/)
const created = (method: string) => ({ type: 'session.created', sessionId: anyId, method })

const scenarios: Scenario[] = [
  {
    what: 'registering',
    act: () => registerUser({ email: 'new@example.com' }, service()),
    expected: [{ type: 'user.created' }, created('password')],
  },
  {
    what: 'beginning as a guest',
    act: () => createGuest(service()),
    expected: [{ type: 'user.created' }, created('guest')],
  },
  {
    what: 'a first sign-in with a provider',
    act: () => signedInWith('google', { email: 'new@example.com' }, { service: service() }),
    expected: [{ type: 'user.created' }, created('provider')],
  },
  { what: 'a login', act: () => person.signIn(), expected: [created('password')] },
  {
    what: 'a login with the token of a guest',
    act: async () => {
      const { token: guestToken } = await createGuest(service())
      receiver.clear()
      await service()('/users/login', { body: { email: person.email, password: PASSWORD, guestToken } })
    },
    expected: [created('password'), { type: 'user.merged', otherId: anyId }],
  },
  {
    what: 'a guest who registers',
    act: async () => {
      const { token } = await createGuest(service())
      receiver.clear()
      const body = { email: 'new@example.com', password: PASSWORD, name: 'New' }
      await service()('/users/guest/upgrade', { token, body })
    },
    expected: [{ type: 'user.updated', fields: ['name', 'email', 'isGuest'] }],
  },
  {
    what: 'editing the profile',
    act: () => person.as('/users/profile', { method: 'PUT', body: { name: 'New', bio: 'Climbs.' } }),
    expected: [{ type: 'user.updated', fields: ['name', 'bio'] }],
  },
  {
    what: 'a verified email address',
    act: () => person.as('/users/email/verify', { body: { code: person.mailbox.lastCode() } }),
    expected: [{ type: 'user.email_verified' }],
  },
  {
    what: 'a new email address',
    act: async () =>
      person.as('/users/email/verify', { body: { code: await changeCodeOf(person, 'new@example.com') } }),
    expected: [{ type: 'user.email_changed' }],
  },
  {
    what: 'a logout',
    act: () => person.as('/users/logout', { method: 'POST' }),
    expected: [{ type: 'session.ended', reason: 'logged_out', sessionId: anyId }],
  },
  {
    what: 'ending a session from another one, which names the one that is ended',
    act: async () => {
      const sessionId = await currentSession()
      const { token } = await person.signIn()
      receiver.clear()
      await person.service(`/users/sessions/${sessionId}`, { method: 'DELETE', token })
      expect(told()).toMatchObject([{ sessionId }])
    },
    expected: [{ type: 'session.ended', reason: 'session_ended', sessionId: anyId }],
  },
  {
    what: 'ending all other sessions',
    act: () => person.as('/users/sessions', { method: 'DELETE' }),
    expected: [{ type: 'session.ended', reason: 'other_sessions_ended', sessions: 'others', sessionId: anyId }],
  },
  {
    what: 'a refresh token that was used before',
    act: async () => {
      const refresh = (refreshToken: string) => service()('/users/token/refresh', { body: { refreshToken } })
      stopClock()
      const second = (await refresh(person.refreshToken)).body.data.refreshToken
      advance(2 * MINUTE)
      await refresh(second)
      await refresh(person.refreshToken)
    },
    expected: [{ type: 'session.ended', reason: 'refresh_reused', sessionId: anyId }],
  },
  {
    what: 'a new password',
    act: () =>
      person.as('/users/password', {
        method: 'PUT',
        body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
      }),
    expected: [
      { type: 'session.ended', reason: 'password_changed', sessions: 'others', sessionId: anyId },
      created('password'),
    ],
  },
  {
    what: 'a reset password, which verifies the email address and signs in',
    act: async () => {
      const body = { email: person.email, code: await resetCodeOf(person), password: NEW_PASSWORD }
      await service()('/users/password/reset', { body })
    },
    expected: [
      { type: 'user.email_verified' },
      { type: 'session.ended', reason: 'password_reset', sessions: 'others', sessionId: anyId },
      created('reset_code'),
    ],
  },
  {
    what: 'a sign-in by a mailed code that takes over an account whose address nobody has verified',
    act: async () => {
      const with_ = { ...person, service: serviceWith({ ...receiver.settings, EMAIL: person.mailbox.EMAIL }) }
      const code = await loginCodeOf(with_)
      await with_.service('/users/login/code/verify', { body: { email: person.email, code } })
    },
    expected: [
      { type: 'user.email_verified' },
      { type: 'session.ended', reason: 'password_reset', sessions: 'others', sessionId: anyId },
      created('login_code'),
    ],
  },
  {
    what: 'linking and unlinking a provider',
    act: async () => {
      await linkWith('google', person.token, {}, service())
      await unlink('google', person.token, service())
    },
    expected: [
      { type: 'identity.linked', provider: 'google' },
      { type: 'identity.unlinked', provider: 'google' },
    ],
  },
  {
    what: 'adding and removing a passkey',
    act: async () => {
      const { id } = await addPasskey(person.token, service())
      await person.as(`/users/passkeys/${id}`, { method: 'DELETE' })
    },
    expected: [
      { type: 'factor.added', factor: 'passkey', factorId: anyId },
      { type: 'factor.removed', factor: 'passkey', factorId: anyId },
    ],
  },
  {
    what: 'adding and removing an authenticator app',
    act: async () => {
      const { factorId, token } = await enrol(person, service())
      await service()(`/users/factors/${factorId}`, { method: 'DELETE', token })
    },
    expected: [
      { type: 'factor.added', factor: 'totp', factorId: anyId },
      { type: 'factor.removed', factor: 'totp', factorId: anyId },
    ],
  },
  {
    what: 'deleting the account',
    act: () => person.as('/users/account', { method: 'DELETE', body: { password: PASSWORD } }),
    expected: [{ type: 'user.deleted' }],
  },
  {
    what: 'deleting the account with the password alone',
    act: () =>
      service()('/account/delete', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ email: person.email, password: PASSWORD }).toString(),
      }),
    expected: [{ type: 'user.deleted' }],
  },
  {
    what: 'a guest who deletes themselves',
    act: async () => {
      const { token } = await createGuest(service())
      receiver.clear()
      await service()('/users/account', { method: 'DELETE', token, body: {} })
    },
    expected: [{ type: 'user.deleted' }],
  },
  {
    what: 'somebody with a passkey alone who deletes themselves',
    act: async () => {
      const { token } = await createGuest(service())
      await addPasskey(token, service())
      receiver.clear()
      await service()('/users/account', { method: 'DELETE', token, body: {} })
    },
    expected: [{ type: 'user.deleted' }],
  },
  {
    what: 'a guest whom nobody has used for long',
    act: async () => {
      expectLogs('swept', 'delivered')
      await createGuest(service())
      receiver.clear()
      advance(61 * DAY)
      await runCron(receiver.settings)
    },
    expected: [{ type: 'user.deleted' }],
  },
]

describe('what is told', () => {
  it.each(scenarios)('of $what', async ({ act, expected }) => {
    await act()
    expect(told()).toEqual(expected)
    for (const { type, body } of receiver.taken) {
      expect(schemaBreaches(schemaOf(type), JSON.parse(body))).toEqual([])
    }
  })

  it('shows the public part of the user, as it is then, and nothing else of them', async () => {
    await person.as('/users/profile', { method: 'PUT', body: { name: 'New', avatarUrl: 'https://example.com/me.png' } })
    const { _id } = person
    const { body } = await service()(`/users/profile/public/${_id}`)
    expect(receiver.taken[0]).toMatchObject({ type: 'user.updated', timestamp: expect.any(String) })
    expect(receiver.taken[0]?.data).toEqual({ version: 1, user: body.data, fields: ['name', 'avatarUrl'] })
  })

  it('of a deletion is the id alone', async () => {
    await person.as('/users/account', { method: 'DELETE', body: { password: PASSWORD } })
    expect(receiver.taken[0]?.data).toEqual({ version: 1, user: { _id: person._id } })
  })

  it('is in the document: every type, and no other, each with an example that it allows', () => {
    const described = Object.entries<any>(document.webhooks ?? {})
    expect(described.map(([type]) => type)).toEqual([...MESSAGE_TYPES])
    for (const [type, { post }] of described) {
      expect(schemaBreaches(schemaOf(type), post.requestBody.content['application/json'].example)).toEqual([])
    }
  })

  it('is of every type, here or where operators change users', () => {
    const types = new Set(scenarios.flatMap(({ expected }) => expected.map(({ type }) => type)))
    expect(MESSAGE_TYPES.filter((type) => !types.has(type))).toEqual(['user.disabled', 'user.enabled'])
  })
})

describe('nothing is told', () => {
  it('of what did not happen', async () => {
    const wrong = 'not the password'
    await service()('/users/login', { body: { email: person.email, password: wrong } })
    await registerUser({ email: person.email }, service()).catch(() => undefined)
    await person.as('/users/password', { method: 'PUT', body: { currentPassword: wrong, newPassword: NEW_PASSWORD } })
    await person.as('/users/account', { method: 'DELETE', body: { password: wrong } })
    await person.as('/users/email/verify', { body: { code: '000000' } })
    await person.as('/users/profile', { method: 'PUT', body: {} })
    await sql('DELETE FROM sessions')
    await person.as('/users/profile', { method: 'PUT', body: { name: 'New' } })
    await person.as('/users/logout', { method: 'POST' })
    expect(receiver.calls).toEqual([])
  })

  it('of types that WEBHOOK_TYPES does not begin', async () => {
    const some = serviceWith({ ...receiver.settings, WEBHOOK_TYPES: 'session., user.del' })
    const user = await registerUser({ email: 'new@example.com' }, some)
    await some('/users/profile', { method: 'PUT', token: user.token, body: { name: 'New' } })
    await some('/users/account', { method: 'DELETE', token: user.token, body: { password: PASSWORD } })
    expect(receiver.types()).toEqual(['session.created', 'user.deleted'])
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { skipBackoff } from '../support/backoff.ts'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { faultyD1, interceptD1 } from '../support/d1.ts'
import { createGuest } from '../support/guests.ts'
import { otherThan } from '../support/mailbox.ts'
import { changeCodeOf, loginCodeOf, newPerson, type Person, resetCodeOf } from '../support/person.ts'
import { linkWith, loginWith, signedInWith, unlink } from '../support/provider-login.ts'
import { codeRows, eventTypes, identityRows, sessionRows, userRows, verifyEmail } from '../support/rows.ts'
import { type Answer, call, type Service, serviceWith } from '../support/service.ts'
import { ACCEPTED, tryAccess } from '../support/try-token.ts'
import { PASSWORD } from '../support/users.ts'

beforeEach(skipBackoff)

const NEW_ADDRESS = 'new@example.com'
const NEW_PASSWORD = 'another horse battery staple'

/** A database that makes the last write of a call and then breaks the connection, once; something may happen meanwhile. */
const lostAnswer = (trip: number, meanwhile: () => Promise<unknown> = async () => {}) =>
  faultyD1({ trip, moment: 'after', meanwhile })

interface Counts {
  users: number
  sessions: number
  codes: number
  /** Those that the call added. */
  events: string[]
  /** Those that the call sent. */
  mails: number
}

interface Change {
  /** What has to be there before; gives the call to make. */
  prepare(person: Person): Promise<(service: Service) => Promise<Answer>>
  /** Which round trip writes. */
  trip?: number
  status: number
  /** All that the call must have left, once. */
  leaves: Counts
}

/** Changes that are not the example of a route: those are tested with every fault in test/faults/matrix.test.ts. */
const CHANGES: Record<string, Change> = {
  'a refresh token that was used before': {
    prepare: async ({ refreshToken }) => {
      let next = refreshToken
      for (let rotation = 0; rotation < 2; rotation++) {
        next = (await call('/users/token/refresh', { body: { refreshToken: next } })).body.data.refreshToken
      }
      return (service) => service('/users/token/refresh', { body: { refreshToken } })
    },
    status: 401,
    leaves: { users: 1, sessions: 0, codes: 1, events: ['refresh_reused'], mails: 0 },
  },
  'the end of another session': {
    prepare: async ({ token, signIn }) => {
      advance(MINUTE)
      await signIn()
      const [, other] = await sessionRows()
      return (service) => service(`/users/sessions/${other?.id}`, { method: 'DELETE', token })
    },
    status: 204,
    leaves: { users: 1, sessions: 1, codes: 1, events: ['session_ended'], mails: 0 },
  },
  'a change of the password': {
    prepare: async ({ _id, token, signIn }) => {
      await verifyEmail(_id)
      await signIn()
      const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
      return (service) => service('/users/password', { method: 'PUT', token, body })
    },
    trip: 2,
    status: 200,
    leaves: { users: 1, sessions: 1, codes: 0, events: ['password_changed'], mails: 1 },
  },
  'a change of the address, asked for': {
    prepare: async ({ _id, token }) => {
      await verifyEmail(_id)
      const body = { email: NEW_ADDRESS, password: PASSWORD }
      return (service) => service('/users/email', { method: 'PUT', token, body })
    },
    trip: 2,
    status: 202,
    leaves: { users: 1, sessions: 1, codes: 2, events: ['email_change_requested'], mails: 2 },
  },
  'a change of the address': {
    prepare: async (person) => {
      const body = { code: await changeCodeOf(person, NEW_ADDRESS) }
      return (service) => service('/users/email/verify', { token: person.token, body })
    },
    status: 200,
    leaves: { users: 1, sessions: 1, codes: 0, events: ['email_changed'], mails: 0 },
  },
  'a login that merges a guest': {
    prepare: async ({ email }) => {
      const { token: guestToken } = await createGuest()
      return (service) => service('/users/login', { body: { email, password: PASSWORD, guestToken } })
    },
    trip: 2,
    status: 200,
    leaves: { users: 1, sessions: 2, codes: 1, events: ['guest_merged', 'logged_in'], mails: 0 },
  },
  'a guest who becomes a user at a provider': {
    prepare: async () => {
      const { token } = await createGuest()
      return (service) => linkWith('google', token, {}, service)
    },
    status: 200,
    leaves: { users: 2, sessions: 2, codes: 1, events: ['guest_upgraded', 'identity_linked'], mails: 1 },
  },
  'the end of a guest': {
    prepare: async () => {
      const { token } = await createGuest()
      return (service) => service('/users/account', { method: 'DELETE', token, body: {} })
    },
    status: 204,
    leaves: { users: 1, sessions: 1, codes: 1, events: [], mails: 0 },
  },
  'a code that signs in, and takes the account from its holder': {
    prepare: async (person) => {
      const body = { email: person.email, code: await loginCodeOf(person) }
      return (service) => service('/users/login/code/verify', { body })
    },
    status: 200,
    leaves: { users: 1, sessions: 1, codes: 1, events: ['logged_in', 'password_reset'], mails: 1 },
  },
}

/** A list less what is on another, once for each time that it is there. */
function without(list: string[], other: string[]): string[] {
  const left = [...list]
  for (const item of other) if (left.includes(item)) left.splice(left.indexOf(item), 1)
  return left
}

describe.each(Object.entries(CHANGES))('%s, made and not confirmed', (_, { prepare, trip = 1, status, leaves }) => {
  it('is made once when it is sent again, and answered as if nothing had been', async () => {
    stopClock()
    const person = await newPerson()
    const make = await prepare(person)
    const eventsBefore = await eventTypes()
    const mailsBefore = person.mailbox.mails.length
    const { DB, trips } = lostAnswer(trip)
    const answer = await make(serviceWith({ DB, EMAIL: person.mailbox.EMAIL }))
    expect(answer.status).toBe(status)
    // The attempt that finds that all is made, and where something is to be answered one that reads it.
    expect([1, 2]).toContain(trips() - trip)
    const counts: Counts = {
      users: (await userRows()).length,
      sessions: (await sessionRows()).length,
      codes: (await codeRows()).length,
      events: without(await eventTypes(), eventsBefore),
      mails: person.mailbox.mails.length - mailsBefore,
    }
    expect(counts).toEqual(leaves)
    const { token } = answer.body.data ?? {}
    if (token) expect(await tryAccess(token)).toEqual(ACCEPTED)
  })
})

describe('a write that was made and not confirmed, and that another has followed before it is sent again', () => {
  const LATER = 'a third horse battery staple'

  const login = (email: string, password: string) => call('/users/login', { body: { email, password } })

  async function changeAgain(email: string): Promise<void> {
    const { token } = (await login(email, NEW_PASSWORD)).body.data
    const body = { currentPassword: NEW_PASSWORD, newPassword: LATER }
    expect((await call('/users/password', { method: 'PUT', token, body })).status).toBe(200)
  }

  it('puts no older password back: a change', async () => {
    const { email, token } = await newPerson()
    const { DB } = lostAnswer(2, () => changeAgain(email))
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
    await serviceWith({ DB })('/users/password', { method: 'PUT', token, body })
    expect((await login(email, LATER)).status).toBe(200)
    expect((await login(email, NEW_PASSWORD)).status).toBe(401)
  })

  it('puts no older password back: a reset', async () => {
    const person = await newPerson()
    const { email } = person
    const { DB } = lostAnswer(1, () => changeAgain(email))
    const body = { email, code: await resetCodeOf(person), password: NEW_PASSWORD }
    await serviceWith({ DB })('/users/password/reset', { body })
    expect((await login(email, LATER)).status).toBe(200)
    expect((await login(email, NEW_PASSWORD)).status).toBe(401)
  })

  it('moves the account to no address that nobody has proven', async () => {
    const person = await newPerson()
    const { DB } = lostAnswer(1, () => changeCodeOf(person, 'unproven@example.com'))
    const body = { code: await changeCodeOf(person, NEW_ADDRESS) }
    const answer = await serviceWith({ DB })('/users/email/verify', { token: person.token, body })
    expect(answer.body.data).toMatchObject({ email: NEW_ADDRESS, emailVerified: true })
    expect(await userRows()).toMatchObject([{ email: NEW_ADDRESS, email_verified: 1 }])
    const later = { code: person.mailbox.lastCode('unproven@example.com') }
    expect((await person.as('/users/email/verify', { body: later })).status, 'the later code still works').toBe(200)
  })

  const endOthers = (token: string) => call('/users/sessions', { method: 'DELETE', token })

  it('starts no session that was ended: a login', async () => {
    const { email, token } = await newPerson()
    const { DB } = lostAnswer(2, () => endOthers(token))
    const { status } = await serviceWith({ DB })('/users/login', { body: { email, password: PASSWORD } })
    expect(status).toBe(401)
    expect(await sessionRows()).toHaveLength(1)
  })

  it('starts no session that was ended: a login with a password that is no longer right', async () => {
    const { email, token } = await newPerson()
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
    const { DB } = lostAnswer(2, () => call('/users/password', { method: 'PUT', token, body }))
    expect((await serviceWith({ DB })('/users/login', { body: { email, password: PASSWORD } })).status).toBe(401)
    expect(await sessionRows()).toHaveLength(1)
  })

  it('starts no session that was ended: a sign-in at a provider', async () => {
    const { token } = await signedInWith('google')
    const { DB } = lostAnswer(1, () => endOthers(token))
    await loginWith('google', {}, { service: serviceWith({ DB }) })
    expect(await sessionRows()).toHaveLength(1)
  })

  it('ends no session that has begun since: a reset', async () => {
    const person = await newPerson()
    const body = { email: person.email, code: await resetCodeOf(person), password: NEW_PASSWORD }
    const { DB } = lostAnswer(1, () => login(person.email, NEW_PASSWORD))
    expect((await serviceWith({ DB })('/users/password/reset', { body })).status).toBe(200)
    expect(await sessionRows()).toHaveLength(2)
  })

  it('links no account that was unlinked: that of a thief, which the owner has just reset away', async () => {
    const owner = await newPerson()
    const reset = async () => {
      const body = { email: owner.email, code: await resetCodeOf(owner), password: NEW_PASSWORD }
      expect((await owner.service('/users/password/reset', { body })).status).toBe(200)
    }
    const { DB } = lostAnswer(1, reset)
    await linkWith('google', owner.token, { sub: 'thief', email: 'thief@gmail.example' }, serviceWith({ DB }))
    expect(await identityRows()).toEqual([])
    const { body } = await loginWith('google', { sub: 'thief', email: 'thief@gmail.example' })
    expect(body.data._id).not.toBe(owner._id)
  })

  it('unlinks no account that was linked since', async () => {
    const { token } = await newPerson()
    await linkWith('google', token, { sub: 'first' })
    const { DB } = lostAnswer(1, () => linkWith('google', token, { sub: 'second' }))
    expect((await unlink('google', token, serviceWith({ DB }))).status).toBe(204)
    expect(await identityRows()).toMatchObject([{ subject: 'second' }])
  })
})

describe('a write whose first attempt is applied after the second', () => {
  /** A database that keeps a round trip back while the connection breaks, and makes it when it is told to. */
  function lateTrip(trip: number): { DB: D1Database; land: () => Promise<unknown> } {
    let trips = 0
    let late: (() => Promise<unknown>) | undefined
    const DB = interceptD1(async (run) => {
      if (++trips !== trip) return run()
      late = run
      throw new Error('D1_ERROR: Network connection lost.')
    })
    return { DB, land: async () => late?.().catch((error: Error) => error.message) }
  }

  it('starts no session that was ended: a login', async () => {
    const { email, token } = await newPerson()
    const { DB, land } = lateTrip(2)
    expect((await serviceWith({ DB })('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
    await call('/users/sessions', { method: 'DELETE', token })
    expect(await land()).toContain('UNIQUE constraint failed: events.id')
    expect(await sessionRows()).toHaveLength(1)
  })

  it('links no account that was unlinked', async () => {
    const { token } = await newPerson()
    const { DB, land } = lateTrip(1)
    expect((await linkWith('google', token, {}, serviceWith({ DB }))).status).toBe(200)
    await unlink('google', token)
    await land()
    expect(await identityRows()).toEqual([])
  })
})

describe('a code that was mailed by a write that was sent again', () => {
  it('is the one that stands', async () => {
    const person = await newPerson()
    const { DB } = lostAnswer(1)
    await serviceWith({ DB, EMAIL: person.mailbox.EMAIL })('/users/password/forgot', { body: { email: person.email } })
    const body = { email: person.email, code: person.mailbox.lastCode(), password: NEW_PASSWORD }
    expect((await call('/users/password/reset', { body })).status).toBe(200)
  })
})

describe('a guess that was counted and not confirmed', () => {
  it('opens no way to more guesses', async () => {
    const person = await newPerson()
    const code = person.mailbox.lastCode()
    const guess = (step: number) => {
      const { DB } = lostAnswer(1)
      const body = { code: otherThan(code, step) }
      return serviceWith({ DB })('/users/email/verify', { token: person.token, body })
    }
    for (let step = 1; step <= 5; step++) expect((await guess(step)).body.code).toBe('code_invalid')
    expect((await person.as('/users/email/verify', { body: { code } })).body.code).toBe('code_invalid')
  })

  it('is right at the fifth attempt all the same', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    const { email } = person
    for (let step = 1; step <= 4; step++) {
      await call('/users/password/reset', { body: { email, code: otherThan(code, step), password: NEW_PASSWORD } })
    }
    const { DB } = lostAnswer(1)
    const body = { email, code, password: NEW_PASSWORD }
    expect((await serviceWith({ DB })('/users/password/reset', { body })).status).toBe(200)
  })
})

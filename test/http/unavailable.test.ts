import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { hashPassword } from '../../src/crypto/password.ts'
import { faultyD1, interceptD1 } from '../support/d1.ts'
import { logged, loggedText } from '../support/logs.ts'
import { newPerson, resetCodeOf } from '../support/person.ts'
import { sessionRows, userRow, userRows } from '../support/rows.ts'
import { type Answer, call, serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

// https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
const TRANSIENT = 'D1_ERROR: Network connection lost.'
const OVERLOADED = 'D1_ERROR: D1 DB is overloaded. Requests queued for too long.'

const ROBIN = { name: 'Robin', email: 'robin@example.com', password: PASSWORD }

/** A database whose first so many round trips fail, before or after they were carried out. */
function flakyD1({ message = TRANSIENT, failures = 1, carriesOut = false } = {}) {
  let trips = 0
  const DB = interceptD1(async (run) => {
    trips++
    if (trips > failures) return run()
    if (carriesOut) await run()
    throw new Error(message)
  })
  return { service: serviceWith({ DB }), trips: () => trips }
}

function expectUnavailable({ status, headers, body }: Answer): void {
  expect(status).toBe(503)
  expect(body).toMatchObject({ title: 'Service Unavailable', status: 503, code: 'unavailable' })
  expect(headers.get('retry-after')).toBe('2') // D1 is back within seconds
  expect(JSON.stringify(body)).not.toContain('D1')
}

describe('a database that is not there for a moment', () => {
  it('is asked again for a write, and the caller notices nothing', async () => {
    const { service, trips } = flakyD1()
    expect((await service('/users/register', { body: ROBIN })).status).toBe(201)
    expect(trips()).toBe(2)
    expect(await userRows()).toHaveLength(1)
    expect(await sessionRows()).toHaveLength(1)
  })

  it('is asked twice more, and no more', async () => {
    const twice = flakyD1({ failures: 2 })
    expect((await twice.service('/users/register', { body: ROBIN })).status).toBe(201)
    const thrice = flakyD1({ failures: 3 })
    expectUnavailable(await thrice.service('/users/register', { body: { ...ROBIN, email: 'other@example.com' } }))
    expect([twice.trips(), thrice.trips()]).toEqual([3, 3])
  })

  it('is asked again for a write that was made but not confirmed, which is not made twice', async () => {
    const { service, trips } = flakyD1({ carriesOut: true })
    const { status, body } = await service('/users/register', { body: ROBIN })
    expect(status).toBe(201)
    expect(trips()).toBe(3)
    expect(await userRows()).toHaveLength(1)
    expect(await sessionRows()).toHaveLength(1)
    expect((await call('/users/profile', { token: body.data.token })).body.data.name).toBe('Robin')
  })

  it('confirms a refresh the second time, and its session lives', async () => {
    const { token, refreshToken } = await registerUser()
    const { service } = flakyD1({ carriesOut: true })
    const { status, body } = await service('/users/token/refresh', { body: { refreshToken } })
    expect(status).toBe(200)
    const next = { refreshToken: body.data.refreshToken }
    expect((await call('/users/token/refresh', { body: next })).status).toBe(200)
    expect((await call('/users/profile', { token })).status).toBe(200)
  })

  it('confirms a change of the profile and a logout the second time', async () => {
    const { _id, token } = await registerUser()
    const put = flakyD1({ carriesOut: true })
    expect((await put.service('/users/profile', { method: 'PUT', token, body: { name: 'Robin' } })).status).toBe(200)
    expect((await userRow(_id)).name).toBe('Robin')
    const logout = flakyD1({ carriesOut: true })
    expect((await logout.service('/users/logout', { method: 'POST', token })).status).toBe(204)
    expect(await sessionRows()).toEqual([])
  })

  it('strengthens a stored password once, although it is told to twice', async () => {
    const { _id, email } = await registerUser({}, serviceWith({ PASSWORD_ITERATIONS: 10_000 }))
    const { DB, trips } = faultyD1({ trip: 2, moment: 'after' })
    const { status } = await serviceWith({ DB })('/users/login', { body: { email, password: PASSWORD } })
    expect(status).toBe(200)
    expect(trips()).toBe(4)
    expect((await userRow(_id)).password_hash).toContain('n=2$')
    expect(await sessionRows()).toHaveLength(2)
  })

  it('strengthens none that was replaced between the two times', async () => {
    const person = await newPerson()
    const { email } = person
    await env.DB.prepare('UPDATE users SET password_hash = ?')
      .bind(await hashPassword(PASSWORD, 10_000))
      .run()
    const code = await resetCodeOf(person)
    const reset = async () => {
      const body = { email, code, password: 'a new one entirely' }
      expect((await call('/users/password/reset', { body })).status).toBe(200)
    }
    const { DB } = faultyD1({ trip: 2, moment: 'after', meanwhile: reset })
    await serviceWith({ DB })('/users/login', { body: { email, password: PASSWORD } })
    const statusOf = async (password: string) => (await call('/users/login', { body: { email, password } })).status
    expect([await statusOf(PASSWORD), await statusOf('a new one entirely')]).toEqual([401, 200])
  })
})

describe('a database that is not there', () => {
  it('is given up on: 503 with Retry-After, and nothing half-written', async () => {
    const { service } = flakyD1({ failures: Number.POSITIVE_INFINITY })
    expectUnavailable(await service('/users/register', { body: ROBIN }))
    expect(await userRows()).toEqual([])
    expect(await sessionRows()).toEqual([])
  })

  it('leaves in the log which of its failures it was: a limit that is reached needs somebody to raise it', async () => {
    for (const reason of ['D1 DB is overloaded', 'Exceeded maximum DB size', "Your account has exceeded D1's"]) {
      const { service } = flakyD1({ message: `D1_ERROR: ${reason} secret`, failures: Number.POSITIVE_INFINITY })
      expectUnavailable(await service('/health'))
      expect(logged('request').at(-1)).toMatchObject({ status: 503, code: 'unavailable', reason })
    }
    expect(loggedText()).not.toContain('secret')
  })

  it('is not asked again at once when it is overloaded', async () => {
    const { service, trips } = flakyD1({ message: OVERLOADED, failures: Number.POSITIVE_INFINITY })
    expectUnavailable(await service('/users/register', { body: ROBIN }))
    expect(trips()).toBe(1)
  })

  it('is 503 for a read, too', async () => {
    const { token } = await registerUser()
    for (const message of [TRANSIENT, OVERLOADED]) {
      const { service } = flakyD1({ message, failures: Number.POSITIVE_INFINITY })
      expectUnavailable(await service('/users/profile', { token }))
      expectUnavailable(await service('/users/profile/public/somebody'))
      expectUnavailable(await service('/health'))
      expectUnavailable(await service('/users/login', { body: ROBIN }))
    }
  })
})

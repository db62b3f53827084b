import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { newPerson } from '../../support/person.ts'
import { sessionRows, verifyEmail } from '../../support/rows.ts'
import { sessionOf } from '../../support/session-of.ts'
import { enrol, totpNow } from '../../support/totp.ts'

/** Somebody who has added an authenticator app in one session, and has another one from before. */
async function withLoweredSession() {
  const person = await newPerson()
  await verifyEmail(person._id)
  const other = await person.signIn()
  const enrolled = await enrol(person, person.service)
  return { person, other, enrolled }
}

const refusal = { status: 401, code: 'second_factor_required' }

describe('a session of before the factor', () => {
  it('is refused, but may refresh, see the factors and log out', async () => {
    const { person, other } = await withLoweredSession()
    const { status, body } = await person.service('/users/profile', { token: other.token })
    expect({ status, code: body.code }).toEqual(refusal)
    expect((await person.service('/users/factors', { token: other.token })).status).toBe(200)
    const { refreshToken } = other
    expect((await person.service('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
    expect((await person.service('/users/logout', { method: 'POST', token: other.token })).status).toBe(204)
  })

  it('is replaced by one of level 2 when it steps up', async () => {
    const { person, other, enrolled } = await withLoweredSession()
    const asked = await person.service('/users/factors/challenge', { method: 'POST', token: other.token })
    expect(asked.status).toBe(200)
    const { challenge, factors, recoveryCodesLeft } = asked.body.data
    expect({ factors, recoveryCodesLeft }).toEqual({
      factors: [{ factorId: enrolled.factorId, type: 'totp', name: 'Authenticator app' }],
      recoveryCodesLeft: 10,
    })
    const raised = await person.service('/users/login/second-factor', {
      body: { challenge, code: totpNow(enrolled.secret, 1) },
    })
    expect(raised.status).toBe(200)
    const { _id, token, refreshToken } = raised.body.data
    expect(_id).toBe(person._id)
    expect(sessionOf(token)).not.toBe(sessionOf(other.token))
    expect(await sessionRows()).toHaveLength(2)
    expect((await person.service('/users/profile', { token })).status).toBe(200)
    expect((await person.service('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
    const session = (await sessionRows()).find(({ id }) => id === sessionOf(token))
    expect(session).toMatchObject({ aal: 2, second_factor_due: 0 })
    expect(JSON.parse(session?.amr ?? '').map(({ method }: { method: string }) => method)).toEqual(['password', 'totp'])
  })
})

it('the session that has added the factor is replaced by one of level 2', async () => {
  const { as, token, refreshToken, service } = await newEnrolledPerson()
  expect((await as('/users/profile')).status).toBe(200)
  expect((await sessionRows()).map(({ id, aal }) => ({ id, aal }))).toEqual([{ id: sessionOf(token), aal: 2 }])
  expect((await service('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
})

it('a second factor of more than ten minutes ago is given again, in a session that replaces this one', async () => {
  stopClock()
  const { as, service, code, factorId } = await newEnrolledPerson()
  advance(10 * MINUTE)
  const remove = (token?: string) => as(`/users/factors/${factorId}`, { method: 'DELETE', ...(token && { token }) })
  const { status, body } = await remove()
  expect({ status, code: body.code }).toEqual({ status: 403, code: 'recent_second_factor_required' })
  const { challenge } = (await as('/users/factors/challenge', { method: 'POST' })).body.data
  const raised = await service('/users/login/second-factor', { body: { challenge, code: code(0) } })
  expect((await remove(raised.body.data.token)).status).toBe(204)
  expect(await sessionRows()).toHaveLength(1)
})

it('whoever has no factor has nothing to step up with', async () => {
  const { as } = await newPerson()
  const { status, body } = await as('/users/factors/challenge', { method: 'POST' })
  expect({ status, code: body.code }).toEqual({ status: 404, code: 'factor_not_found' })
})

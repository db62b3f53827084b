import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { advance, DAY, stopClock } from '../../support/clock.ts'
import { type EnrolledPerson, newEnrolledPerson } from '../../support/enrolled.ts'
import { LEGACY, legacyToken, markImported } from '../../support/legacy-tokens.ts'
import { serviceWithHooks } from '../../support/service.ts'

// Whoever has copied a session keeps it when its owner adds a second factor; servers that verify by signature alone let them in
// by the claims of a hook, which its tokens go on to say.

const service = serviceWithHooks({ tokenClaims: async () => ({ tenant: 'acme' }) }, LEGACY)

const claimsOf = (token: unknown) => decodeJwt(String(token))
const CLAIMED = { tenant: 'acme' }

let owner: EnrolledPerson

/** A token of before the factor, with the claims. */
let copied: { token: string; refreshToken: string }

beforeEach(async () => {
  stopClock()
  owner = await newEnrolledPerson()
  copied = (await service('/users/token/refresh', { body: { refreshToken: owner.refreshToken } })).body.data
  expect(claimsOf(copied.token)).toMatchObject(CLAIMED)
  await env.DB.prepare('UPDATE sessions SET second_factor_due = 1').run()
})

describe('a session that owes a second factor', () => {
  it('has no claims of a hook in the tokens of a refresh', async () => {
    const { status, body } = await service('/users/token/refresh', { body: { refreshToken: copied.refreshToken } })
    expect(status).toBe(200)
    expect(claimsOf(body.data.token)).not.toHaveProperty('tenant')
  })

  it('loses those that its token says', async () => {
    const { headers } = await service('/users/factors', { token: copied.token })
    expect(claimsOf(headers.get('x-access-token'))).not.toHaveProperty('tenant')
  })

  it('has none in a token that is renewed after a call', async () => {
    advance(6 * DAY)
    const { headers } = await service('/users/factors', { token: copied.token })
    const renewed = claimsOf(headers.get('x-access-token'))
    expect(renewed.exp).toBeGreaterThan(claimsOf(copied.token).exp ?? 0)
    expect(renewed).not.toHaveProperty('tenant')
  })

  it('has none in a token that stands in for one of the old backend', async () => {
    await markImported()
    const old = await legacyToken(owner._id)
    const first = await service('/users/factors', { token: old })
    expect(first.status).toBe(200)
    expect(claimsOf(first.headers.get('x-access-token'))).not.toHaveProperty('tenant')
  })

  it('has them again once it is given', async () => {
    const asked = await service('/users/factors/challenge', { method: 'POST', token: copied.token })
    const answer = { challenge: asked.body.data.challenge, code: owner.code() }
    const { body } = await service('/users/login/second-factor', { body: answer })
    expect(claimsOf(body.data.token)).toMatchObject(CLAIMED)
  })
})

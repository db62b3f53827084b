import { beforeEach, expect, it } from 'vitest'
import { asUser, face, faceOf, SETTINGS } from '../../supabase/support/face.ts'
import { answer, challenge, signUpWithFactor } from '../../supabase/support/factors.ts'
import { stopClock } from '../../support/clock.ts'
import { serviceWith } from '../../support/service.ts'
import { totpNow } from '../../support/totp-code.ts'

// Who has the password starts one session after another, to guess codes of the authenticator app in each.

const service = serviceWith(SETTINGS)

let owner: Awaited<ReturnType<typeof signUpWithFactor>>

const signIn = async () => {
  const { email, password } = owner
  return (await face('/token?grant_type=password', { body: { email, password } })).body
}

const wrongCode = () =>
  ['000000', '000001', '000002', '000003'].find((code) => ![-1, 0, 1].some((n) => totpNow(owner.secret, n) === code)) ??
  ''

beforeEach(async () => {
  stopClock()
  owner = await signUpWithFactor()
  for (let guess = 1; guess <= 5; guess++) {
    const { access_token } = await signIn()
    const { body } = await answer(asUser(face, access_token), owner.factorId, wrongCode())
    expect(body.code).toBe('mfa_verification_failed')
  }
})

it('a new session gives no more guesses', async () => {
  const { access_token } = await signIn()
  const { body } = await answer(asUser(face, access_token), owner.factorId, totpNow(owner.secret, 1))
  expect(body.code).toBe('over_request_rate_limit')
})

it('nor does our own face, with the tokens of such a session', async () => {
  const { refresh_token: refreshToken } = await signIn()
  const { token } = (await service('/users/token/refresh', { body: { refreshToken } })).body.data
  const asked = await service('/users/factors/challenge', { token, method: 'POST' })
  const given = { challenge: asked.body.data.challenge, code: totpNow(owner.secret, 1) }
  expect((await service('/users/login/second-factor', { body: given })).body.code).toBe('rate_limited')
})

it('a session of the owner that has shown the factor waits for nobody', async () => {
  const asOwner = faceOf(service)
  const { body } = await challenge(asUser(asOwner, owner.bearer), owner.factorId)
  const given = { challenge_id: body.id, code: totpNow(owner.secret, 1) }
  const verified = await owner.as(`/factors/${owner.factorId}/verify`, { body: given })
  expect(verified.status).toBe(200)
})

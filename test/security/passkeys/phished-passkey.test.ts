import { expect, it } from 'vitest'
import { type Deviation, makePasskey } from '../../support/authenticator.ts'
import { ORIGIN } from '../../support/origin.ts'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { passkeyRows } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// WebAuthn L3 §13.4.9: what a passkey signs names the website, and none but ours is accepted.
const ELSEWHERE: [string, Deviation][] = [
  ['another website', { origin: 'https://api.example.com.attacker.example' }],
  ['our host without TLS', { origin: ORIGIN.replace('https', 'http') }],
  ['our host on another port', { origin: `${ORIGIN}:8443` }],
  ['a subdomain of ours', { origin: ORIGIN.replace('//', '//cdn.') }],
  ['our origin with a path', { origin: `${ORIGIN}/` }],
  ['an app that is not ours', { origin: 'android:apk-key-hash:q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s' }],
  ['no origin', { origin: '' }],
  ['a frame in another website', { crossOrigin: true }],
  ['another domain', { rpId: 'attacker.example' }],
  ['a parent of our domain', { rpId: 'example.com' }],
]

it.each(ELSEWHERE)('signs nobody in by a passkey that was used in %s', async (_, deviation) => {
  const { token } = await registerUser()
  const passkey = await addPasskey(token)
  expect(await loginWithPasskey(passkey, deviation)).toMatchObject({ status: 401, body: { code: 'passkey_invalid' } })
})

it.each(ELSEWHERE)('adds no passkey that was made in %s', async (_, deviation) => {
  const { token } = await registerUser()
  const { body } = await call('/users/passkeys/options', { method: 'POST', token })
  const { credential } = await makePasskey(body.data.options, deviation)
  const { challengeId } = body.data
  const answer = await call('/users/passkeys', { token, body: { challengeId, credential } })
  expect(answer).toMatchObject({ status: 401, body: { code: 'passkey_invalid' } })
  expect(await passkeyRows()).toEqual([])
})

it('accepts no website by the wildcard of CORS: any of them could ask for a passkey of a domain above it', async () => {
  const service = serviceWith({ CORS_ORIGINS: '*' })
  const { token } = await registerUser({}, service)
  const passkey = await addPasskey(token, service)
  const { body } = await loginWithPasskey(passkey, { origin: 'https://shop.example.com' }, service)
  expect(body.code).toBe('passkey_invalid')
})

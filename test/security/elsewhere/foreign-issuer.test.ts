import { describe, expect, it } from 'vitest'
import { newJwkSet } from '../../../scripts/support/new-jwk-set.ts'
import { forge } from '../../support/forge.ts'
import { ORIGIN } from '../../support/origin.ts'
import { serverElsewhere, withKeys } from '../../support/server-elsewhere.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

describe('a token of another service, at a server elsewhere', () => {
  it('is refused for its issuer', async () => {
    const { token } = await registerUser({}, serviceWith({ PUBLIC_URL: 'https://staging.example.com' }))
    expect(await serverElsewhere().tryToken(token)).toBe('token_invalid iss')
  })

  it('is refused for its audience, although key and issuer are ours', async () => {
    const { token } = await registerUser({}, serviceWith({ TOKEN_AUDIENCE: 'billing' }))
    expect(await serverElsewhere().tryToken(token)).toBe('token_invalid aud')
  })

  it('is refused for its key, although it says that it is ours, under a kid of its own and under ours', async () => {
    const { keys } = await newJwkSet()
    const impostor = withKeys(keys)
    const { token } = await registerUser({}, impostor)
    const server = serverElsewhere()
    expect(await server.tryToken(token)).toBe('keys_unreachable') // it says that it is newer than our keys
    const [ours] = (await serviceWith()('/.well-known/jwks.json')).body.keys
    const underOurs = await registerUser({ email: 'b@example.com' }, withKeys([{ ...keys[0], kid: ours.kid }]))
    expect(await server.tryToken(underOurs.token)).toBe('token_invalid signature')
  })

  it.each([`${ORIGIN}/`, ORIGIN.toUpperCase(), `${ORIGIN}.attacker.example`, [ORIGIN], null, undefined])(
    'is refused where iss is %j',
    async (iss) => {
      const { token } = await registerUser()
      expect(await serverElsewhere().tryToken(await forge(token, { claims: { iss } }))).toBe('token_invalid iss')
    },
  )
})

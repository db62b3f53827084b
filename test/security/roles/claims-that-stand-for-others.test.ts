import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { parseEnvironment } from '../../../src/config/environment.ts'
import { importKeyring } from '../../../src/crypto/keyring.ts'
import { signAccessToken } from '../../../src/crypto/tokens.ts'
import { expectLogs } from '../../support/logs.ts'
import { setAppMetadata } from '../../support/roles.ts'
import { serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const CLAIMS = [
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'sid',
  'gen',
  'roles',
  'cnf',
  'act',
  'client_id',
  'acr',
  'amr',
]

describe('a member of the metadata with the name of a claim that says whose a token is', () => {
  it.each(CLAIMS)('cannot be named by TOKEN_CLAIMS: %s', async (name) => {
    const answer = await serviceWith({ TOKEN_CLAIMS: `plan,${name}` })('/users/profile')
    expect(answer.body).toMatchObject({ status: 500, code: 'misconfigured' })
    expectLogs('misconfigured')
  })

  it('is in no token, whoever wrote it', async () => {
    const { _id, email } = await registerUser()
    await setAppMetadata(_id, { sub: 'another', sid: 'another', roles: ['admin'], exp: 9_999_999_999, plan: 'pro' })
    const { body } = await serviceWith({ TOKEN_CLAIMS: 'plan' })('/users/login', {
      body: { email, password: PASSWORD },
    })
    const { sub, roles, plan } = decodeJwt(body.data.token)
    expect([sub, roles, plan]).toEqual([_id, undefined, 'pro'])
  })

  it('would not replace the claim if it came so far', async () => {
    const { settings } = parseEnvironment(env)
    const scope = { keyring: await importKeyring(settings.JWT_KEYS), issuer: 'https://a.example', audience: 'a' }
    const claims = { sub: 'u', sid: 's', gen: 0, iat: 1, exp: 2 }
    const granted = { iss: 'x', aud: 'x', sub: 'x', sid: 'x', gen: 9, iat: 9, exp: 9 }
    expect(decodeJwt(await signAccessToken(scope, claims, granted))).toEqual({ iss: scope.issuer, aud: 'a', ...claims })
  })
})

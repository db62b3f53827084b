import { beforeEach, describe, expect, it } from 'vitest'
import { newJwkSet } from '../../../scripts/support/new-jwk-set.ts'
import { advance, SECOND, stopClock } from '../../../test/support/clock.ts'
import { forge } from '../../../test/support/forge.ts'
import { ORIGIN } from '../../../test/support/origin.ts'
import { setAppMetadata, setRoles } from '../../../test/support/roles.ts'
import { rotatedService, serverElsewhere, withKeys } from '../../../test/support/server-elsewhere.ts'
import { call, serviceWith } from '../../../test/support/service.ts'
import { sessionOf } from '../../../test/support/session-of.ts'
import { PASSWORD, registerUser } from '../../../test/support/users.ts'
import { createVerifier, KeysError } from '../../server/index.ts'

const CREDENTIALS = { email: 'syamlal@example.com', password: PASSWORD }

describe('a verifier', () => {
  beforeEach(() => {
    stopClock()
  })

  it('says whom an access token names, and in which session', async () => {
    const { verifier } = serverElsewhere()
    const { _id, token } = await registerUser()
    const { userId, sessionId, roles, claims } = await verifier.verify(token)
    expect({ userId, sessionId, roles }).toEqual({ userId: _id, sessionId: sessionOf(token), roles: [] })
    expect(claims).toMatchObject({ iss: ORIGIN, aud: 'latchkey', sub: _id, sid: sessionId })
    expect(claims.exp).toBeGreaterThan(claims.iat)
  })

  it('says the roles of the user, and what else operators have granted', async () => {
    const service = serviceWith({ TOKEN_CLAIMS: 'plan' })
    const { _id } = await registerUser({}, service)
    await setRoles(_id, ['editor'])
    await setAppMetadata(_id, { plan: 'pro' })
    const { body } = await service('/users/login', { body: CREDENTIALS })
    const { roles, claims } = await serverElsewhere().verifier.verify(body.data.token)
    expect(roles).toEqual(['editor'])
    expect(claims.plan).toBe('pro')
  })

  it.each(['ES256', 'EdDSA'])('verifies what is signed with %s', async (alg) => {
    const service = withKeys((await newJwkSet(alg)).keys)
    const { token } = await registerUser({}, service)
    expect(await serverElsewhere({}, service).tryToken(token)).toBe('accepted')
  })

  it('asks for the keys once, and not before there is a token', async () => {
    const { tryToken, asked } = serverElsewhere()
    const { token } = await registerUser()
    expect(asked()).toBe(0)
    for (const _ of [1, 2, 3]) expect(await tryToken(token)).toBe('accepted')
    expect(asked()).toBe(1)
  })

  it('refuses a token from the second on in which it expires', async () => {
    const { tryToken } = serverElsewhere()
    const { token } = await registerUser()
    const { exp } = (await serverElsewhere().verifier.verify(token)).claims
    advance(exp * SECOND - Date.now() - SECOND)
    expect(await tryToken(token)).toBe('accepted')
    advance(SECOND)
    expect(await tryToken(token)).toBe('token_expired')
  })

  it('accepts it for as long as the tolerance says', async () => {
    const { tryToken } = serverElsewhere({ clockTolerance: 30 })
    const { token } = await registerUser()
    const { exp } = (await serverElsewhere().verifier.verify(token)).claims
    advance(exp * SECOND - Date.now() + 29 * SECOND)
    expect(await tryToken(token)).toBe('accepted')
    advance(SECOND)
    expect(await tryToken(token)).toBe('token_expired')
  })

  it('does not notice that a session was ended: it knows the signature alone', async () => {
    const { tryToken } = serverElsewhere()
    const { token } = await registerUser()
    await call('/users/logout', { method: 'POST', token })
    expect((await call('/users/profile', { token })).body.code).toBe('session_ended')
    expect(await tryToken(token)).toBe('accepted')
  })

  it('says plainly that a service with HS256 alone publishes no key', async () => {
    const service = withKeys((await newJwkSet('HS256')).keys)
    const { token } = await registerUser({}, service)
    const { verifier, asked } = serverElsewhere({}, service)
    const refused = await verifier.verify(token).catch((error) => error)
    expect(refused).toBeInstanceOf(KeysError)
    expect(refused).toMatchObject({ code: 'no_public_keys', message: expect.stringContaining('HS256') })
    await verifier.verify(token).catch(() => undefined)
    expect(asked()).toBe(1)
  })

  it('works once that service has a key of another kind', async () => {
    const { before, after } = await rotatedService(['HS256', 'ES256'])
    const { tryToken, reach } = serverElsewhere({}, before)
    const { token } = await registerUser({}, after)
    expect(await tryToken(token)).toBe('no_public_keys')
    reach(after)
    advance(30 * SECOND)
    expect(await tryToken(token)).toBe('accepted')
  })

  it.each(['', '.', '..', 'a.b.c', 'a.b.c.d', '{}', 'bm9uZQ.bm9uZQ.', null, 7, {}])(
    'refuses %j, which is no token, and asks for no keys',
    async (value) => {
      const { tryToken, asked } = serverElsewhere()
      expect(await tryToken(value as string)).toBe('token_invalid form')
      expect(asked()).toBe(0)
    },
  )

  it.each(['sub', 'sid', 'iat'])('refuses a token without %s', async (claim) => {
    const { token } = await registerUser()
    const without = await forge(token, { claims: { [claim]: undefined } })
    expect(await serverElsewhere().tryToken(without)).toBe(`token_invalid ${claim}`)
  })

  it.each([
    [[7, 'editor', null], ['editor']],
    ['admin', []],
    [{ admin: true }, []],
  ])('takes for roles only texts of a list: %j', async (roles, expected) => {
    const { token } = await registerUser()
    const { verifier } = serverElsewhere()
    expect((await verifier.verify(await forge(token, { claims: { roles } }))).roles).toEqual(expected)
  })
})

describe('the options of a verifier', () => {
  const issuer = ORIGIN
  const audience = 'latchkey'

  it.each([
    [{ issuer: '', audience }, 'issuer'],
    [{ issuer: 'api.example.com', audience }, 'issuer'],
    [{ issuer: `${ORIGIN}/path`, audience }, 'issuer'],
    [{ issuer: `${ORIGIN}?a=b`, audience }, 'issuer'],
    [{ issuer: 'https://somebody@api.example.com', audience }, 'issuer'],
    [{ issuer, audience: '' }, 'audience'],
    [{ issuer, audience, clockTolerance: -1 }, 'clockTolerance'],
    [{ issuer, audience, clockTolerance: 301 }, 'clockTolerance'],
    [{ issuer, audience, clockTolerance: Number.NaN }, 'clockTolerance'],
    [{ issuer, audience, offlineGrace: -1 }, 'offlineGrace'],
    [{ issuer, audience, offlineGrace: Number.POSITIVE_INFINITY }, 'offlineGrace'],
  ])('are refused if they are wrong: %j', (options, name) => {
    expect(() => createVerifier(options)).toThrow(new RegExp(`^${name} must be`))
  })

  it('take the issuer with a slash at its end, too', async () => {
    const { token } = await registerUser()
    expect(await serverElsewhere({ issuer: `${ORIGIN}/` }).tryToken(token)).toBe('accepted')
  })

  it.each(['http://localhost:3001', 'http://127.0.0.1:3001', 'http://[::1]:3001'])(
    'take plain HTTP on this machine: %s',
    (local) => {
      expect(() => createVerifier({ issuer: local, audience })).not.toThrow()
    },
  )
})

import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { cacheable } from '../../middleware/cacheable.ts'
import type { Operation } from '../operation.ts'
import { jwks } from './schemas.ts'

export const getJwksRoute = new Hono<AppEnv>().get('/.well-known/jwks.json', cacheable, (c) => {
  const keys = [...c.get('ctx').keyring.byId.values()].flatMap(({ publicJwk }) => publicJwk ?? [])
  return c.json({ keys }, 200)
})

export const getJwksOperation: Operation = {
  id: 'getJwks',
  tag: 'Service',
  summary: 'Get the public keys',
  description:
    'Returns the keys that verify access tokens, as a JWK Set (RFC 7517). It needs no access token, and its ' +
    'response may be cached.',
  status: 200,
  response: { whole: jwks },
}

import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { cacheable } from '../../middleware/cacheable.ts'
import { operation } from '../operation.ts'
import { jwks } from './schemas.ts'

export const getJwksRoute = new Hono<AppEnv>().get(
  '/.well-known/jwks.json',
  operation({
    id: 'getJwks',
    tag: 'Service',
    summary: 'The public keys that verify access tokens (RFC 7517)',
    status: 200,
    answer: jwks,
  }),
  cacheable,
  (c) => {
    const keys = [...c.get('ctx').keyring.byId.values()].flatMap(({ publicJwk }) => publicJwk ?? [])
    return c.json({ keys }, 200)
  },
)

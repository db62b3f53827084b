import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { cacheable } from '../../middleware/cacheable.ts'
import type { Operation } from '../operation.ts'
import { openidConfiguration } from './schemas.ts'

export const getOpenidConfigurationRoute = new Hono<AppEnv>().get(
  '/.well-known/openid-configuration',
  cacheable,
  (c) => {
    const { issuer, keyring } = c.get('ctx')
    return c.json(
      {
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        id_token_signing_alg_values_supported: [...new Set([...keyring.byId.values()].map(({ alg }) => alg))],
      },
      200,
    )
  },
)

export const getOpenidConfigurationOperation: Operation = {
  id: 'getOpenidConfiguration',
  tag: 'Service',
  summary: 'Get the OpenID configuration',
  description:
    'Says where the issuer of the tokens keeps its keys (OpenID Connect Discovery 1.0), so that libraries for ' +
    "JWTs need only the issuer's URL. Its response may be cached.",
  status: 200,
  response: { whole: openidConfiguration },
}

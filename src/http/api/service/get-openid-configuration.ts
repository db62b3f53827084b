import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { cacheable } from '../../middleware/cacheable.ts'
import { operation } from '../operation.ts'
import { openidConfiguration } from './schemas.ts'

export const getOpenidConfigurationRoute = new Hono<AppEnv>().get(
  '/.well-known/openid-configuration',
  operation({
    id: 'getOpenidConfiguration',
    tag: 'Service',
    summary: 'Where the issuer of the tokens keeps its keys (OpenID Connect Discovery 1.0)',
    status: 200,
    answer: openidConfiguration,
  }),
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

import * as v from 'valibot'
import { textOutput } from '../../fields.ts'

export const health = v.pipe(
  v.strictObject({ status: v.literal('ok'), version: textOutput('0.1.0') }),
  v.metadata({ ref: 'Health' }),
)

/** RFC 7517 §5. */
export const jwks = v.pipe(
  v.strictObject({
    keys: v.array(
      v.pipe(
        v.strictObject({
          kty: textOutput('EC'),
          crv: textOutput('P-256'),
          x: textOutput('f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU'),
          y: v.optional(textOutput('x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0')),
          kid: textOutput('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'),
          alg: textOutput('ES256'),
          use: v.literal('sig'),
        }),
        v.metadata({ ref: 'Jwk' }),
      ),
    ),
  }),
  v.metadata({ ref: 'JwkSet' }),
)

/** The members of OpenID Connect Discovery 1.0 §3 that a JWT library needs to verify our tokens. */
export const openidConfiguration = v.pipe(
  v.strictObject({
    issuer: textOutput('https://api.example.com'),
    jwks_uri: textOutput('https://api.example.com/.well-known/jwks.json'),
    id_token_signing_alg_values_supported: v.array(textOutput('ES256')),
  }),
  v.metadata({ ref: 'OpenidConfiguration' }),
)

import * as v from 'valibot'

export const health = v.pipe(
  v.strictObject({ status: v.literal('ok'), version: v.string() }),
  v.metadata({ ref: 'Health' }),
)

/** RFC 7517 §5. */
export const jwks = v.pipe(
  v.strictObject({
    keys: v.array(
      v.strictObject({
        kty: v.string(),
        crv: v.string(),
        x: v.string(),
        y: v.optional(v.string()),
        kid: v.string(),
        alg: v.string(),
        use: v.literal('sig'),
      }),
    ),
  }),
  v.metadata({ ref: 'JwkSet' }),
)

/** The members of OpenID Connect Discovery 1.0 §3 that a JWT library needs to verify our tokens. */
export const openidConfiguration = v.pipe(
  v.strictObject({
    issuer: v.string(),
    jwks_uri: v.string(),
    id_token_signing_alg_values_supported: v.array(v.string()),
  }),
  v.metadata({ ref: 'OpenidConfiguration' }),
)

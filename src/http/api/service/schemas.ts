import * as v from 'valibot'
import { textOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'

export const health = component('Health', v.strictObject({ status: v.literal('ok'), version: textOutput('0.1.0') }))

/** RFC 7517 §4, with the members that an elliptic curve has (RFC 7518 §6.2.1, RFC 8037 §2). */
const jwk = component(
  'Jwk',
  v.strictObject({
    kty: textOutput('EC'),
    crv: textOutput('P-256'),
    x: textOutput('f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU'),
    y: v.optional(textOutput('x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0')),
    kid: textOutput('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'),
    alg: textOutput('ES256'),
    use: v.literal('sig'),
  }),
)

/** RFC 7517 §5. */
export const jwks = component('JwkSet', v.strictObject({ keys: v.array(jwk) }))

/** The members of OpenID Connect Discovery 1.0 §3 that a JWT library needs to verify our tokens. */
export const openidConfiguration = component(
  'OpenidConfiguration',
  v.strictObject({
    issuer: textOutput('https://api.example.com'),
    jwks_uri: textOutput('https://api.example.com/.well-known/jwks.json'),
    id_token_signing_alg_values_supported: v.array(textOutput('ES256')),
  }),
)

export const openapiDocument = component('OpenapiDocument', v.looseObject({ openapi: textOutput('3.1.0') }))

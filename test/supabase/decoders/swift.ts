// supabase-swift 2.55.1: Sources/Auth/Types.swift, Sources/Auth/WebAuthn/WebAuthnTypes.swift, Sources/Auth/Internal/APIClient.swift;
// dates by Sources/Helpers/DateFormatter.swift. What is no Optional there must be there, of its type.
import * as v from 'valibot'
import { type Decoder, ignored, isoTime, json, unixTime, uuid } from '../support/decoder.ts'

const maybe = <S extends v.GenericSchema>(schema: S) => v.nullish(schema)
const text = maybe(v.string())
const time = maybe(isoTime)

const factor = v.object({
  id: v.string(),
  friendly_name: text,
  factor_type: v.string(),
  status: v.string(),
  created_at: isoTime,
  updated_at: isoTime,
})

const identity = v.object({
  id: v.string(),
  identity_id: maybe(uuid),
  user_id: uuid,
  identity_data: maybe(json),
  provider: v.string(),
  created_at: time,
  last_sign_in_at: time,
  updated_at: time,
})

const user = v.object({
  id: uuid,
  app_metadata: maybe(json),
  user_metadata: maybe(json),
  aud: v.string(),
  confirmation_sent_at: time,
  recovery_sent_at: time,
  email_change_sent_at: time,
  new_email: text,
  invited_at: time,
  action_link: text,
  email: text,
  phone: text,
  created_at: isoTime,
  confirmed_at: time,
  email_confirmed_at: time,
  phone_confirmed_at: time,
  last_sign_in_at: time,
  role: text,
  updated_at: isoTime,
  identities: maybe(v.array(identity)),
  is_anonymous: maybe(v.boolean()),
  factors: maybe(v.array(factor)),
})

const session = v.object({
  provider_token: text,
  provider_refresh_token: text,
  access_token: v.string(),
  token_type: v.string(),
  expires_in: v.number(),
  expires_at: unixTime,
  refresh_token: v.string(),
  weak_password: maybe(v.object({ reasons: v.array(v.string()) })),
  user,
})

const passkey = v.object({ id: uuid, friendly_name: text, created_at: isoTime, last_used_at: time })

export const swift: Decoder = {
  answers: {
    session,
    user,
    empty: ignored,
    nothing: ignored,
    factor: v.object({
      id: v.string(),
      type: v.string(),
      friendly_name: text,
      totp: maybe(v.object({ qr_code: v.string(), secret: v.string(), uri: v.string() })),
    }),
    challenge: v.object({ id: v.string(), type: v.string(), expires_at: unixTime }),
    removed: v.object({ id: v.string() }),
    'passkey options': v.object({ challenge_id: v.string(), options: v.unknown(), expires_at: unixTime }),
    passkey,
    passkeys: v.array(passkey),
    factors: ignored,
    'factor of a user': v.object({ id: v.string() }),
    users: v.object({ users: v.array(user), aud: v.string() }),
    link: v.intersect([
      user,
      v.object({
        action_link: v.pipe(v.string(), v.url()),
        email_otp: v.string(),
        hashed_token: v.string(),
        redirect_to: v.pipe(v.string(), v.url()),
        verification_type: v.string(),
      }),
    ]),
    keys: v.object({
      keys: v.array(v.object({ kty: v.string(), key_ops: maybe(v.array(v.string())), alg: text, kid: text })),
    }),
  },
  claims: v.object({
    iss: text,
    sub: text,
    aud: v.union([v.string(), v.array(v.string())]),
    exp: unixTime,
    iat: unixTime,
    role: text,
    aal: text,
    session_id: text,
    email: text,
    phone: text,
    app_metadata: maybe(json),
    user_metadata: maybe(json),
    amr: v.array(v.object({ method: v.string(), timestamp: unixTime })), // others are left out
  }),
  // A number as `code` makes all of the body unreadable.
  error: v.object({
    msg: text,
    message: v.string(),
    code: v.string(),
    error_code: text,
    error: text,
    error_description: text,
    weak_password: maybe(v.object({ reasons: maybe(v.array(v.string())) })),
  }),
}

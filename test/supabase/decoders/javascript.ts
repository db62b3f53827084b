// @supabase/auth-js 2.119.1, src/lib: types.ts (by which apps read what it only passes on), fetch.ts (hasSession, handleError),
// GoTrueClient.ts (listFactors: by `status` and `factor_type`), GoTrueAdminApi.ts (ids are UUIDs).
import * as v from 'valibot'
import { type Decoder, isoTime, json, unixTime, uuid } from '../support/decoder.ts'

const text = v.optional(v.string())
const time = v.optional(isoTime)
const some = v.pipe(v.string(), v.nonEmpty())

const factor = v.object({
  id: uuid,
  friendly_name: text,
  factor_type: v.picklist(['totp', 'phone', 'webauthn']), // it fails on a verified one of another type
  status: v.picklist(['verified', 'unverified']),
  created_at: isoTime,
  updated_at: isoTime,
  last_challenged_at: time,
})

const identity = v.object({
  id: v.string(),
  user_id: uuid,
  identity_data: v.optional(json),
  identity_id: uuid,
  provider: v.string(),
  created_at: time,
  last_sign_in_at: time,
  updated_at: time,
})

const user = v.object({
  id: uuid,
  app_metadata: json,
  user_metadata: json,
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
  updated_at: time,
  identities: v.optional(v.array(identity)),
  is_anonymous: v.optional(v.boolean()),
  factors: v.optional(v.array(factor)),
  banned_until: time,
})

const session = v.object({
  access_token: some,
  refresh_token: some,
  expires_in: v.pipe(v.number(), v.minValue(1)),
  expires_at: v.optional(unixTime),
  token_type: v.literal('bearer'),
  user,
})

const passkey = v.object({ id: uuid, friendly_name: text, created_at: isoTime, last_used_at: time })

export const javascript: Decoder = {
  answers: {
    session,
    user,
    empty: json,
    nothing: v.literal(''), // read as a text
    factor: v.object({
      id: uuid,
      type: v.literal('totp'),
      friendly_name: text,
      totp: v.object({
        qr_code: v.pipe(v.string(), v.startsWith('<')), // it makes a data: URL of the SVG
        secret: some,
        uri: v.pipe(v.string(), v.startsWith('otpauth://')),
      }),
    }),
    challenge: v.object({ id: some, type: v.literal('totp'), expires_at: unixTime }),
    removed: v.object({ id: v.string() }),
    'recovery codes': v.object({ id: v.string(), type: v.string(), total: v.number() }),
    'passkey options': v.object({
      challenge_id: some,
      options: v.looseObject({ challenge: some }),
      expires_at: unixTime,
    }),
    passkey,
    passkeys: v.array(passkey),
    users: v.object({ users: v.array(user), aud: v.string() }),
    factors: v.array(factor),
    'factor of a user': v.object({ id: uuid }),
    link: v.intersect([
      user,
      v.object({
        action_link: v.pipe(v.string(), v.url()),
        email_otp: some,
        hashed_token: some,
        redirect_to: v.string(),
        verification_type: v.picklist([
          'signup',
          'invite',
          'magiclink',
          'recovery',
          'email_change_current',
          'email_change_new',
        ]),
      }),
    ]),
    settings: json,
    health: v.object({ version: v.string(), name: v.string(), description: v.string() }),
    keys: v.object({
      keys: v.array(v.object({ kty: v.picklist(['RSA', 'EC', 'oct']), alg: text, kid: text })),
    }),
  },
  claims: v.object({
    iss: v.string(),
    sub: uuid,
    aud: v.union([v.string(), v.array(v.string())]),
    exp: unixTime,
    iat: unixTime,
    role: v.string(),
    aal: v.picklist(['aal1', 'aal2']),
    session_id: uuid,
    email: text,
    phone: text,
    is_anonymous: v.optional(v.boolean()),
    amr: v.optional(v.array(v.object({ method: v.string(), timestamp: unixTime }))),
    app_metadata: v.optional(json),
    user_metadata: v.optional(json),
  }),
  // With the version's header echoed it reads `code`, else `error_code`.
  error: v.object({
    code: v.string(),
    error_code: v.string(),
    message: v.string(),
    msg: v.string(),
    weak_password: v.optional(v.object({ reasons: v.array(v.string()) })),
  }),
}

// supabase-flutter, packages/supabase_auth 3.0.0-dev.1, lib/src: types/{session,user,mfa,passkey,auth_response,jwt}.dart, fetch.dart,
// auth_admin_api.dart; dates by supabase_common/lib/src/timestamp.dart. A cast fails on another type, `as T` on null.
import * as v from 'valibot'
import { type Decoder, ignored, isoTime, json, unixTime } from '../support/decoder.ts'

const text = v.nullish(v.string())
const time = v.nullish(isoTime)

const factor = v.object({
  id: v.string(),
  friendly_name: text,
  factor_type: v.picklist(['totp', 'phone', 'webauthn']), // others are `unknown`, and in none of its lists
  status: v.picklist(['verified', 'unverified']),
  created_at: isoTime,
  updated_at: isoTime,
})

const identity = v.object({
  id: v.string(),
  user_id: v.string(),
  identity_data: v.nullish(json),
  identity_id: text,
  provider: v.string(),
  created_at: time,
  last_sign_in_at: time,
  updated_at: time,
})

const user = v.object({
  id: v.string(),
  app_metadata: v.nullish(json),
  user_metadata: v.nullish(json),
  aud: text,
  confirmation_sent_at: time,
  recovery_sent_at: time,
  email_change_sent_at: time,
  new_email: text,
  invited_at: time,
  action_link: text,
  email: text,
  phone: text,
  created_at: isoTime,
  email_confirmed_at: time,
  phone_confirmed_at: time,
  last_sign_in_at: time,
  role: text,
  updated_at: time,
  identities: v.nullish(v.array(identity)),
  factors: v.nullish(v.array(factor)),
  is_anonymous: v.nullish(v.boolean()),
})

const session = v.object({
  access_token: v.string(),
  expires_in: v.number(),
  refresh_token: v.string(), // it cannot refresh without one
  token_type: v.string(),
  provider_token: text,
  provider_refresh_token: text,
  user,
})

const passkey = v.object({ id: v.string(), friendly_name: text, created_at: isoTime, last_used_at: time })

export const dart: Decoder = {
  answers: {
    session,
    user,
    empty: json,
    nothing: ignored,
    factor: v.object({
      id: v.string(),
      type: v.picklist(['totp', 'phone', 'webauthn']),
      totp: v.nullish(v.object({ qr_code: v.string(), secret: v.string(), uri: v.string() })),
    }),
    challenge: v.object({ id: v.string(), expires_at: unixTime }),
    removed: v.object({ id: v.string() }),
    'passkey options': v.object({ challenge_id: v.string(), options: json, expires_at: unixTime }),
    passkey,
    passkeys: v.array(passkey),
    users: v.object({ users: v.array(user), aud: text }),
    factors: v.array(factor),
    'factor of a user': v.object({ id: v.string() }),
    link: v.intersect([
      user,
      v.object({
        action_link: text,
        email_otp: text,
        hashed_token: text,
        redirect_to: text,
        verification_type: v.string(),
      }),
    ]),
    keys: v.object({
      keys: v.array(v.object({ kty: v.string(), key_ops: v.nullish(v.array(v.string())), alg: text, kid: text })),
    }),
  },
  claims: v.object({
    exp: unixTime, // when its session expires
    iss: text,
    sub: text,
    iat: unixTime,
    aal: v.picklist(['aal1', 'aal2']),
    amr: v.array(v.object({ method: v.string(), timestamp: unixTime })),
  }),
  error: v.object({
    code: v.string(),
    msg: v.string(),
    weak_password: v.optional(v.object({ reasons: v.array(v.string()) })),
  }),
}

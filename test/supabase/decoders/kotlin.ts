// supabase-kt 3.7.0, Auth/src/commonMain/kotlin/io/github/jan/supabase/auth: user/*.kt, mfa/*.kt, passkey/*.kt, jwt/*.kt,
// GoTrueErrorResponse.kt, admin/AdminApi.kt. What has no default must be there; null is only for what is Nullable; a text is no
// number, and a number no text; unknown keys are ignored, and unknown values of an enum are not.
import * as v from 'valibot'
import { type Decoder, ignored, isoTime, json, unixTime } from '../support/decoder.ts'

const text = v.nullish(v.string())
const time = v.nullish(isoTime)

const factor = v.object({
  id: v.string(),
  created_at: isoTime,
  updated_at: isoTime,
  status: v.string(),
  friendly_name: text,
  factor_type: v.string(),
  last_challenged_at: time,
})

const identity = v.object({
  id: v.string(),
  identity_data: json,
  identity_id: text,
  last_sign_in_at: text,
  updated_at: text,
  created_at: text,
  provider: v.string(),
  user_id: v.string(),
})

const user = v.object({
  app_metadata: v.nullish(json),
  aud: v.string(),
  confirmation_sent_at: time,
  confirmed_at: time,
  created_at: time,
  email: text,
  email_confirmed_at: time,
  factors: v.optional(v.array(factor)),
  id: v.string(),
  identities: v.nullish(v.array(identity)),
  last_sign_in_at: time,
  phone: text,
  role: text,
  updated_at: time,
  user_metadata: v.nullish(json),
  phone_change_sent_at: time,
  new_phone: text,
  email_change_sent_at: time,
  new_email: text,
  invited_at: time,
  recovery_sent_at: time,
  phone_confirmed_at: time,
  action_link: text,
  is_anonymous: v.nullish(v.boolean()),
  is_sso_user: v.nullish(v.boolean()),
  banned_until: time,
  deleted_at: time,
})

const session = v.object({
  access_token: v.string(),
  refresh_token: v.string(),
  provider_refresh_token: text,
  provider_token: text,
  expires_in: v.pipe(v.number(), v.integer()),
  token_type: v.string(),
  user: v.nullish(user),
  type: v.optional(v.string()),
})

const passkey = v.object({ id: v.string(), friendly_name: text, created_at: isoTime, last_used_at: time })

export const kotlin: Decoder = {
  answers: {
    session,
    user,
    empty: ignored,
    nothing: ignored,
    factor: v.object({
      id: v.string(),
      totp: v.object({ secret: v.string(), qr_code: v.string(), uri: v.string() }),
    }),
    challenge: v.object({ id: v.string(), type: v.string(), expires_at: unixTime }),
    removed: ignored,
    // It wants a text as `expires_at` of a registration, and gets a number from GoTrue, too.
    'passkey options': v.object({ challenge_id: v.string(), options: json, expires_at: unixTime }),
    passkey,
    passkeys: v.array(passkey),
    users: v.object({ users: v.array(user) }),
    factors: v.array(factor),
    'factor of a user': ignored,
    link: v.intersect([
      user,
      v.object({
        action_link: v.string(),
        email_otp: v.string(),
        hashed_token: v.string(),
        redirect_to: v.string(),
        verification_type: v.string(),
      }),
    ]),
    keys: v.object({
      keys: v.array(
        v.object({ kty: v.picklist(['RSA', 'EC', 'oct']), kid: text, alg: v.optional(v.picklist(['RS256', 'ES256'])) }),
      ),
    }),
  },
  claims: v.object({
    aal: v.picklist(['aal1', 'aal2']),
    // All of them, or its MfaLevel cannot be read: jwt/AMREntry.kt. It fails on the last two, of which `passkey` is GoTrue's.
    amr: v.array(
      v.object({
        method: v.picklist([
          'password',
          'otp',
          'oauth',
          'totp',
          'mfa/totp',
          'mfa/phone',
          'mfa/webauthn',
          'anonymous',
          'sso/saml',
          'magiclink',
          'web3',
          'passkey',
          'mfa/recovery_code',
        ]),
        timestamp: unixTime,
      }),
    ),
    aud: v.union([v.string(), v.array(v.string())]),
    exp: unixTime,
    iat: unixTime,
    iss: text,
    sub: text,
    role: text,
    session_id: text,
    email: text,
    phone: text,
    is_anonymous: v.nullish(v.boolean()),
    app_metadata: v.nullish(json),
    user_metadata: v.nullish(json),
  }),
  error: v.object({
    error_code: v.string(),
    msg: v.string(),
    weak_password: v.optional(v.object({ reasons: v.array(v.string()) })),
  }),
}

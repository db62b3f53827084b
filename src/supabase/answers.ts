import * as v from 'valibot'

// What this protocol answers, for its document and for the tests, which hold each answer against it. Nothing of it runs in the
// Worker.

const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.metadata({ format: 'date-time', examples: ['2026-11-29T08:30:00.000Z'] }),
)
const uuid = v.pipe(v.string(), v.regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/), v.metadata({ format: 'uuid' }))
const unixTime = v.pipe(v.number(), v.integer(), v.description('In seconds since 1970'))
const record = v.record(v.string(), v.unknown())

export const identity = v.strictObject({
  identity_id: uuid,
  id: v.pipe(v.string(), v.description('`sub` at the provider')),
  user_id: uuid,
  identity_data: record,
  provider: v.string(),
  last_sign_in_at: time,
  created_at: time,
  updated_at: time,
  email: v.exactOptional(v.string()),
})

export const factor = v.strictObject({
  id: uuid,
  friendly_name: v.string(),
  factor_type: v.picklist(['totp']),
  status: v.picklist(['verified', 'unverified']),
  created_at: time,
  updated_at: time,
  last_challenged_at: v.exactOptional(time),
})

const userEntries = {
  id: uuid,
  aud: v.literal('authenticated'),
  role: v.literal('authenticated'),
  email: v.pipe(v.string(), v.description('Empty for who has none')),
  phone: v.pipe(v.literal(''), v.description('Always empty')),
  email_confirmed_at: v.exactOptional(time),
  confirmed_at: v.exactOptional(time),
  last_sign_in_at: v.exactOptional(time),
  confirmation_sent_at: v.exactOptional(time),
  recovery_sent_at: v.exactOptional(time),
  invited_at: v.exactOptional(time),
  new_email: v.exactOptional(v.string()),
  email_change_sent_at: v.exactOptional(time),
  banned_until: v.exactOptional(time),
  app_metadata: record,
  user_metadata: record,
  identities: v.array(identity),
  factors: v.exactOptional(v.array(factor)),
  created_at: time,
  updated_at: time,
  is_anonymous: v.boolean(),
}

export const user = v.strictObject(userEntries)

export const session = v.strictObject({
  access_token: v.string(),
  token_type: v.literal('bearer'),
  expires_in: v.number(),
  expires_at: unixTime,
  refresh_token: v.pipe(v.string(), v.minLength(12)),
  user,
})

export const failure = v.object({
  code: v.string(),
  error_code: v.string(),
  message: v.string(),
  msg: v.string(),
  request_id: v.exactOptional(v.string()),
})

/** Every form that an answer has, by the name that `calls.ts` gives it. */
export const ANSWERS = {
  session,
  user,
  'user or session': v.union([user, session]),
  empty: v.strictObject({}),
  nothing: undefined,
  factor: v.strictObject({
    id: uuid,
    type: v.literal('totp'),
    friendly_name: v.string(),
    totp: v.strictObject({ qr_code: v.pipe(v.string(), v.startsWith('<svg')), secret: v.string(), uri: v.string() }),
  }),
  challenge: v.strictObject({ id: v.string(), type: v.literal('totp'), expires_at: unixTime }),
  removed: v.strictObject({ id: v.string() }),
  factors: v.array(factor),
  link: v.strictObject({
    ...userEntries,
    action_link: v.string(),
    email_otp: v.string(),
    hashed_token: v.string(),
    verification_type: v.string(),
    redirect_to: v.string(),
  }),
  users: v.strictObject({ users: v.array(user), aud: v.literal('authenticated') }),
  'passkey options': v.strictObject({ challenge_id: uuid, options: record, expires_at: unixTime }),
  passkey: v.strictObject({
    id: uuid,
    friendly_name: v.exactOptional(v.string()),
    created_at: time,
    last_used_at: v.exactOptional(time),
  }),
  health: v.strictObject({ version: v.string(), name: v.string(), description: v.string() }),
  keys: v.strictObject({ keys: v.array(record) }),
  settings: record,
} as const satisfies Record<string, v.GenericSchema | undefined>

export type AnswerName = keyof typeof ANSWERS

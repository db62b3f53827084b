import type { AuthMethod } from './auth-methods.ts'
import type { EventType } from './event-types.ts'

/** The ways in whose sign-ins are counted. With a second factor, the first way counts. */
export const COUNTED_WAYS = [
  'password',
  'provider',
  'login_code',
  'passkey',
  'guest',
  'reset_code',
] as const satisfies AuthMethod[]
type CountedWay = (typeof COUNTED_WAYS)[number]

/** What makes a user of somebody. */
export const REGISTRATIONS = ['registered', 'guest_upgraded'] as const satisfies EventType[]

/** What starts a session, if the event says by which way. */
export const SIGN_INS = ['registered', 'guest_created', 'logged_in', 'password_reset'] as const satisfies EventType[]

/** What becomes of a mail. */
export type MailOutcome = 'mails_sent' | 'mails_failed'

/** What `daily_counts` has for an hour, and their sum for a day. `active` is for days alone. */
export type CountKind = 'registrations' | `sign_ins_${CountedWay}` | 'failures' | 'lock_outs' | MailOutcome | 'active'

/** In place of a day: how things are, and not how often something happened. */
export const LATEST = 'latest'

/** What there is under `LATEST`; those that end in `_at` are times, in milliseconds since 1970. */
export type LatestKind =
  | 'users'
  | 'guests'
  | 'disabled'
  | 'active_day'
  | 'active_week'
  | 'active_month'
  /** When the cron trigger ran last. */
  | 'ran_at'
  /** Up to when everything is counted. */
  | 'counted_at'
  /** When users were counted last. */
  | 'users_at'

/** The periods that figures are for. */
export const PERIODS = ['24h', '30d', '12m'] as const
export type Period = (typeof PERIODS)[number]

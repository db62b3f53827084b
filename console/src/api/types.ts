// What the admin API sends: docs/admin.md describes each call.
import type {
  ActivityItem,
  FactorItem,
  IdentityItem,
  SessionItem as OwnSessionItem,
  PasskeyItem,
} from '../../../client/api.gen.ts'

/** A page of a list; without a cursor it is the last one. */
export interface Page<T> {
  data: T[]
  nextCursor?: string
}

export type JsonObject = Record<string, unknown>

export interface AdminUserItem {
  _id: string
  name: string
  email: string | null
  emailVerified: boolean
  isGuest: boolean
  avatarUrl: string | null
  roles: string[]
  disabledAt: string | null
  disabledUntil: string | null
  createdAt: string
  lastSignedInAt: string | null
}

export type SessionItem = Omit<OwnSessionItem, 'current'>

export interface AdminUser extends AdminUserItem {
  bio: string | null
  locale: string | null
  updatedAt: string
  emailVerifiedBy: string | null
  emailVerifiedAt: string | null
  importedAt: string | null
  hasPassword: boolean
  disabledReason: string | null
  metadata: JsonObject
  appMetadata: JsonObject
  sessions: SessionItem[]
  identities: IdentityItem[]
  factors: FactorItem[]
  passkeys: PasskeyItem[]
  recoveryCodesLeft: number
  /** The latest 20. */
  activity: ActivityItem[]
}

export interface NewUser {
  email: string
  name?: string
  password?: string
  emailVerified?: boolean
  roles?: string[]
  appMetadata?: JsonObject
  /** Mails a link and a code by which they set their password. */
  invite?: boolean
}

export interface UserChanges {
  name?: string
  email?: string
  emailVerified?: boolean
  roles?: string[]
  /** RFC 7396: what is null is removed. */
  appMetadata?: JsonObject
  metadata?: JsonObject
}

export interface AuditItem {
  _id: string
  createdAt: string
  actor: { type: 'user' | 'service'; _id: string }
  action: string
  targetId: string | null
  before: JsonObject | null
  after: JsonObject | null
  ip: string | null
  country: string | null
}

export type Period = '24h' | '30d' | '12m'

export type SignInWay = 'password' | 'provider' | 'login_code' | 'passkey' | 'guest' | 'reset_code'

export interface FiguresBucket {
  start: string
  registrations: number
  signIns: Record<SignInWay, number>
  failures: number
  lockOuts: number
  mailsSent: number
  mailsFailed: number
}

export interface Figures {
  period: Period
  until: string
  buckets: FiguresBucket[]
  activeUsers: { day: number; week: number; month: number }
  activeByDay: { day: string; count: number }[]
  users: { total: number; guests: number; disabled: number }
  /** Up to when the cron trigger has counted; null: not yet. */
  asOf: string | null
}

export interface Settings {
  settings: { name: string; value: string | null; isSecret: boolean }[]
  waysIn: { name: string; on: boolean }[]
  problems: string[]
}

export interface AdminHealth {
  database: { ok: boolean; milliseconds: number }
  mail: 'cloudflare' | 'resend' | null
  lastCronAt: string | null
  version: string | null
  webhooks: { pending: number; dead: number; stopped: number } | null
}

export interface WebhookEndpoint {
  endpoint: string
  stoppedAt: string | null
  pending: number
  dead: number
  oldestPendingAt: string | null
}

export interface Webhooks {
  endpoints: WebhookEndpoint[]
  types: string[]
}

export interface Delivery {
  _id: string
  messageId: string
  endpoint: string
  type: string
  userId: string
  createdAt: string
  attempts: number
  nextAttemptAt: string | null
  lastFailure: string | null
  deadAt: string | null
}

export type { ActivityItem, FactorItem, IdentityItem, PasskeyItem }

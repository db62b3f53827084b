// Made from public/openapi.json by npm run generate. Change the routes and their schemas instead.

/** The operations of the admin API. */
export interface Operations {
  /** List the audit record. */
  listAudit(query?: {
    /** About this user */
    userId?: string | undefined
    /** By this user, or the service of this name */
    actorId?: string | undefined
    /** How many at most, up to 100; without it 50 */
    limit?: string | undefined
    /** `nextCursor` of the page before */
    cursor?: string | undefined
  }): Promise<AuditPage>

  /** List users. */
  listUsers(query?: {
    /** What an email address or a name begins with, or an id */
    search?: string | undefined
    /** Who have this role */
    role?: string | undefined
    disabled?: TrueOrFalse | undefined
    guest?: TrueOrFalse | undefined
    /** ISO 8601, UTC */
    createdAfter?: string | undefined
    /** ISO 8601, UTC */
    createdBefore?: string | undefined
    /** How many at most, up to 100; without it 50 */
    limit?: string | undefined
    /** `nextCursor` of the page before */
    cursor?: string | undefined
  }): Promise<AdminUserPage>

  /** Create a user. Fails with `password_common`, `password_leaked`, `email_taken`, `mail_not_configured`, `hook_failed`. */
  createUser(body: NewAdminUser): Promise<AdminUser>

  /** Get a user. Fails with `user_not_found`. */
  getUser(userId: string): Promise<AdminUser>

  /** Update a user. Fails with `user_not_found`, `email_taken`, `email_missing`, `upgrade_required`, `last_admin`. */
  updateUser(userId: string, body: AdminUserChanges): Promise<AdminUser>

  /** Delete a user. Fails with `user_not_found`, `last_admin`. */
  deleteUser(userId: string): Promise<void>

  /** List a user's activity. Fails with `user_not_found`. */
  listUserActivity(
    userId: string,
    query?: {
      /** `nextCursor` of the page before */
      cursor?: string | undefined
    },
  ): Promise<ActivityPage>

  /** Export a user's data. Fails with `user_not_found`. */
  exportUser(userId: string): Promise<AccountExport>

  /** Enable a user. Fails with `user_not_found`. */
  enableUser(userId: string): Promise<AdminUser>

  /** Disable a user. Fails with `user_not_found`, `last_admin`. */
  disableUser(userId: string, body: UserDisabling): Promise<AdminUser>

  /** End all sessions of a user. Fails with `user_not_found`. */
  endUserSessions(userId: string): Promise<void>

  /** End a session of a user. Fails with `user_not_found`, `session_not_found`. */
  endUserSession(userId: string, sessionId: string): Promise<void>

  /** Remove a second factor of a user. Fails with `user_not_found`, `factor_not_found`. */
  removeUserFactor(userId: string, factorId: string): Promise<void>

  /** Remove a passkey of a user. Fails with `user_not_found`, `passkey_not_found`. */
  removeUserPasskey(userId: string, passkeyId: string): Promise<void>

  /** Send a user a password reset. Fails with `user_not_found`, `email_missing`, `mail_not_configured`. */
  sendUserPasswordReset(userId: string): Promise<CodeSent>

  /** Get the webhooks. Fails with `webhooks_not_configured`. */
  getWebhooks(): Promise<Webhooks>

  /** List deliveries. Fails with `webhooks_not_configured`. */
  listDeliveries(query?: {
    state?: DeliveryState | undefined
    /** The URL of a webhook, or `queue` */
    endpoint?: string | undefined
    /** About this user */
    userId?: string | undefined
    /** How many at most, up to 100; without it 50 */
    limit?: string | undefined
    /** `nextCursor` of the page before */
    cursor?: string | undefined
  }): Promise<DeliveryPage>

  /** Send a message again. Fails with `delivery_not_found`, `webhooks_not_configured`. */
  retryDelivery(deliveryId: string): Promise<Delivery>

  /** Restart a webhook. Fails with `webhooks_not_configured`. */
  restartWebhook(body: WebhookRestart): Promise<void>

  /** Get figures. */
  getFigures(query?: { period?: FiguresPeriod | undefined }): Promise<Figures>

  /** Get the settings. */
  getSettings(): Promise<Settings>

  /** Get the health of all parts. */
  getAdminHealth(): Promise<AdminHealth>
}

/** A failure, as RFC 9457 has it. Switch on `code`; `message` is for people. */
export interface Problem {
  /** The phrase of the status */
  title: string
  /** The status of the response */
  status: number
  code: ProblemCode
  /** For people */
  message: string
  /** Names this request in the log */
  requestId: string
  /** Each field that is wrong */
  errors?: FieldError[] | undefined
  /** Of `second_factor_required` at a login: what the second factor goes with */
  challenge?: string | undefined
  /** Beside a challenge: what may go with it */
  factors?: PossibleFactor[] | undefined
  /** Beside a challenge: how many recovery codes are left */
  recoveryCodesLeft?: number | undefined
}

/** Never changes its meaning */
export type ProblemCode =
  | 'invalid_request'
  | 'malformed_body'
  | 'body_missing'
  | 'code_invalid'
  | 'challenge_invalid'
  | 'password_common'
  | 'password_leaked'
  | 'invalid_credentials'
  | 'id_token_invalid'
  | 'passkey_invalid'
  | 'token_missing'
  | 'token_invalid'
  | 'token_expired'
  | 'session_ended'
  | 'second_factor_required'
  | 'service_key_invalid'
  | 'refresh_reused'
  | 'cross_site_form'
  | 'https_required'
  | 'account_disabled'
  | 'email_unverified'
  | 'recent_login_required'
  | 'role_required'
  | 'factor_missing'
  | 'scope_missing'
  | 'worker_unnamed'
  | 'access_required'
  | 'recent_second_factor_required'
  | 'not_found'
  | 'user_not_found'
  | 'session_not_found'
  | 'factor_not_found'
  | 'identity_not_found'
  | 'delivery_not_found'
  | 'passkey_not_found'
  | 'method_not_allowed'
  | 'email_taken'
  | 'email_already_verified'
  | 'guest_only'
  | 'upgrade_required'
  | 'email_missing'
  | 'account_exists'
  | 'factor_confirmed'
  | 'too_many_factors'
  | 'identity_taken'
  | 'last_way_in'
  | 'last_admin'
  | 'passkey_exists'
  | 'too_many_passkeys'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'unsupported_encoding'
  | 'picture_refused'
  | 'rate_limited'
  | 'internal_error'
  | 'misconfigured'
  | 'factors_not_configured'
  | 'login_codes_not_configured'
  | 'guests_not_configured'
  | 'provider_not_configured'
  | 'passkeys_not_configured'
  | 'avatars_not_configured'
  | 'webhooks_not_configured'
  | 'mail_not_configured'
  | 'links_not_configured'
  | 'unavailable'
  | 'hook_failed'

/** What is wrong with one field */
export interface FieldError {
  /** The name of the field; empty for the body as a whole */
  path: string
  /** For people */
  message: string
}

export interface OwnProfile {
  /** Opaque: nothing can be read from it */
  _id: string
  name: string
  /** null for a guest, and for a user who has never given one */
  email: string | null
  emailVerified: boolean
  isGuest: boolean
  bio: string | null
  avatarUrl: string | null
  locale: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  updatedAt: string
  /** Written by operators */
  roles: string[]
  /** Written by the owner */
  metadata: Record<string, unknown>
  /** Written by operators */
  appMetadata: Record<string, unknown>
}

export type AuthMethod =
  | 'password'
  | 'provider'
  | 'reset_code'
  | 'login_code'
  | 'guest'
  | 'passkey'
  | 'totp'
  | 'recovery_code'

export interface ProvenMethod {
  method: AuthMethod
  /** ISO 8601, UTC */
  at: string
}

export interface SessionItem {
  /** Opaque: nothing can be read from it */
  _id: string
  deviceName: string | null
  country: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  lastRefreshedAt: string
  /** Level of assurance: 2 after a second factor, or with a passkey */
  aal: number
  /** What its user has proven, and when; empty if that was not recorded */
  amr: ProvenMethod[]
  current: boolean
}

export type FactorType = 'totp'

export interface PossibleApp {
  /** Opaque: nothing can be read from it */
  factorId: string
  type: FactorType
  name: string
}

export interface PasskeyDescriptor {
  id: string
  type: 'public-key'
  transports: string[]
}

export interface PasskeyFactorOptions {
  challenge: string
  rpId: string
  /** Milliseconds */
  timeout: number
  allowCredentials: PasskeyDescriptor[]
  userVerification: 'preferred'
}

export interface PossiblePasskey {
  type: 'passkey'
  options: PasskeyFactorOptions
}

export type PossibleFactor = PossibleApp | PossiblePasskey

export interface FactorItem {
  /** Opaque: nothing can be read from it */
  _id: string
  type: FactorType
  name: string
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  confirmedAt: string | null
  /** ISO 8601, UTC */
  lastUsedAt: string | null
}

export interface CodeSent {
  expiresIn: number
}

export interface PasskeyItem {
  /** The credential's id, base64url */
  _id: string
  name: string
  transports: string[]
  /** Whether it may be on several devices */
  isBackupEligible: boolean
  /** Whether it is, as it said when it was used last */
  isBackedUp: boolean
  /** The model of its authenticator; zeros if it does not say */
  aaguid: string
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  lastUsedAt: string | null
}

/** `apple`, `google`, or a name of the setting `OIDC_PROVIDERS` */
export type Provider = string

export interface IdentityItem {
  provider: Provider
  email: string | null
  /** ISO 8601, UTC */
  createdAt: string
}

export interface SentCode {
  purpose: string
  address: string
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  expiresAt: string
}

export interface RecoveryCodeItem {
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  usedAt: string | null
}

export interface ActivityItem {
  /** Opaque: nothing can be read from it */
  _id: string
  type: string
  /** ISO 8601, UTC */
  createdAt: string
  /** Opaque: nothing can be read from it */
  sessionId: string | null
  ip: string | null
  deviceName: string | null
  /** The guest who was merged, of `guest_merged` */
  otherId: string | null
  /** By which way a sign-in was made */
  method: string | null
  /** Whether an operator of the service did it */
  bySupport: boolean
}

export interface AccountExport {
  /** ISO 8601, UTC */
  exportedAt: string
  profile: OwnProfile
  identities: IdentityItem[]
  passkeys: PasskeyItem[]
  /** The latest ones. */
  sessions: SessionItem[]
  codes: SentCode[]
  factors: FactorItem[]
  recoveryCodes: RecoveryCodeItem[]
  /** The latest ones. */
  activity: ActivityItem[]
  /** The user's rows in the tables of src/extensions, by table; missing where there are none */
  extensions?: Record<string, unknown> | undefined
}

export type AuditActorType = 'user' | 'service'

export interface AuditActor {
  type: AuditActorType
  /** The `_id` of a user, or the name of a service key */
  _id: string
}

export type AuditAction =
  | 'user_created'
  | 'user_invited'
  | 'user_updated'
  | 'user_disabled'
  | 'user_enabled'
  | 'user_deleted'
  | 'user_exported'
  | 'session_ended'
  | 'sessions_ended'
  | 'factor_removed'
  | 'passkey_removed'
  | 'password_set'
  | 'password_reset_sent'
  | 'reset_link_issued'
  | 'confirmation_link_issued'
  | 'delivery_retried'
  | 'webhook_restarted'
  | 'role_granted'
  | 'role_revoked'

export interface AuditItem {
  /** Opaque: nothing can be read from it */
  _id: string
  /** ISO 8601, UTC */
  createdAt: string
  actor: AuditActor
  action: AuditAction
  /** The user whom it was about, who may be gone */
  targetId: string | null
  /** What was changed, as it was */
  before: Record<string, unknown> | null
  /** What was changed, as it is since */
  after: Record<string, unknown> | null
  ip: string | null
  country: string | null
}

export interface AdminUserItem {
  /** Opaque: nothing can be read from it */
  _id: string
  name: string
  /** null for a guest, and for a user who has never given one */
  email: string | null
  emailVerified: boolean
  isGuest: boolean
  avatarUrl: string | null
  /** Written by operators */
  roles: string[]
  /** ISO 8601, UTC */
  disabledAt: string | null
  /** When they are enabled again; null: when an operator does it */
  disabledUntil: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** As far as their sessions and latest activity tell */
  lastSignedInAt: string | null
}

export type EmailProof = 'session' | 'link' | 'provider' | 'import' | 'admin'

export interface AdminSession {
  /** Opaque: nothing can be read from it */
  _id: string
  deviceName: string | null
  country: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  lastRefreshedAt: string
  /** Level of assurance: 2 after a second factor, or with a passkey */
  aal: number
  /** What its user has proven, and when; empty if that was not recorded */
  amr: ProvenMethod[]
}

export interface AdminUser {
  /** Opaque: nothing can be read from it */
  _id: string
  name: string
  /** null for a guest, and for a user who has never given one */
  email: string | null
  emailVerified: boolean
  isGuest: boolean
  avatarUrl: string | null
  /** Written by operators */
  roles: string[]
  /** ISO 8601, UTC */
  disabledAt: string | null
  /** When they are enabled again; null: when an operator does it */
  disabledUntil: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** As far as their sessions and latest activity tell */
  lastSignedInAt: string | null
  bio: string | null
  locale: string | null
  /** ISO 8601, UTC */
  updatedAt: string
  emailVerifiedBy: EmailProof | null
  /** ISO 8601, UTC */
  emailVerifiedAt: string | null
  /** When they came from another backend */
  importedAt: string | null
  hasPassword: boolean
  /** The user does not see it */
  disabledReason: string | null
  /** Written by the owner */
  metadata: Record<string, unknown>
  /** Written by operators */
  appMetadata: Record<string, unknown>
  sessions: AdminSession[]
  identities: IdentityItem[]
  factors: FactorItem[]
  passkeys: PasskeyItem[]
  recoveryCodesLeft: number
  /** The latest */
  activity: ActivityItem[]
}

export interface NewAdminUser {
  email: string
  name?: string | null | undefined
  password?: string | null | undefined
  /** Whether you know that the address is theirs */
  emailVerified?: boolean | null | undefined
  /** All roles of the user; `admin` is that of operators */
  roles?: string[] | null | undefined
  /** Is merged (RFC 7396): members that are null are removed, and those that are not named stay; null removes all. At most 4096 bytes of JSON in the end, and 10 objects or lists in each other */
  appMetadata?: Record<string, unknown> | null | undefined
  /** Whether to send them an email with a link and a code by which they choose their password */
  invite?: boolean | null | undefined
}

export interface AdminUserChanges {
  name?: string | null | undefined
  email?: string | null | undefined
  /** Whether you know that the address is theirs; without it another address is not verified */
  emailVerified?: boolean | null | undefined
  /** All roles of the user; `admin` is that of operators */
  roles?: string[] | null | undefined
  /** Is merged (RFC 7396): members that are null are removed, and those that are not named stay; null removes all. At most 4096 bytes of JSON in the end, and 10 objects or lists in each other */
  appMetadata?: Record<string, unknown> | null | undefined
  /** Is merged (RFC 7396): members that are null are removed, and those that are not named stay; null removes all. At most 8192 bytes of JSON in the end, and 10 objects or lists in each other */
  metadata?: Record<string, unknown> | null | undefined
}

export interface UserDisabling {
  /** The user does not see it */
  reason?: string | null | undefined
  /** When they are enabled again, within ten minutes; without it an operator has to do it */
  until?: string | null | undefined
}

export interface WebhookEndpoint {
  /** The URL of a webhook, or `queue` */
  endpoint: string
  /** Since when it wants no messages: it has said 410 */
  stoppedAt: string | null
  /** Messages that it has not taken yet, up to 10,000 */
  pending: number
  /** Messages that were given up, of the latest 10,000 of all endpoints */
  dead: number
  /** ISO 8601, UTC */
  oldestPendingAt: string | null
}

export type MessageType =
  | 'user.created'
  | 'user.updated'
  | 'user.deleted'
  | 'user.merged'
  | 'user.email_verified'
  | 'user.email_changed'
  | 'user.disabled'
  | 'user.enabled'
  | 'session.created'
  | 'session.ended'
  | 'identity.linked'
  | 'identity.unlinked'
  | 'factor.added'
  | 'factor.removed'

export interface Webhooks {
  endpoints: WebhookEndpoint[]
  types: MessageType[]
}

export interface Delivery {
  _id: string
  /** `webhook-id` */
  messageId: string
  /** The URL of a webhook, or `queue` */
  endpoint: string
  /** What happened */
  type: string
  /** Opaque: nothing can be read from it */
  userId: string
  /** ISO 8601, UTC */
  createdAt: string
  attempts: number
  /** null if it waits for one before it */
  nextAttemptAt: string | null
  /** Why the last attempt failed */
  lastFailure: string | null
  /** When it was given up */
  deadAt: string | null
}

export interface WebhookRestart {
  /** The URL of a webhook, or `queue` */
  endpoint: string
}

export type FiguresPeriod = '24h' | '30d' | '12m'

export interface SignInCounts {
  password: number
  provider: number
  login_code: number
  passkey: number
  guest: number
  reset_code: number
}

export interface FiguresBucket {
  /** ISO 8601, UTC */
  start: string
  registrations: number
  signIns: SignInCounts
  failures: number
  lockOuts: number
  mailsSent: number
  mailsFailed: number
}

export interface ActiveUserCounts {
  day: number
  week: number
  month: number
}

export interface ActiveDay {
  day: string
  count: number
}

export interface UserCounts {
  total: number
  guests: number
  disabled: number
}

export interface Figures {
  period: FiguresPeriod
  /** ISO 8601, UTC */
  until: string
  buckets: FiguresBucket[]
  activeUsers: ActiveUserCounts
  activeByDay: ActiveDay[]
  users: UserCounts
  /** Up to when the cron trigger has counted; null: not yet */
  asOf: string | null
}

export interface Setting {
  name: string
  /** As it is written; of a secret `set`; null if it is empty or missing */
  value: string | null
  isSecret: boolean
}

export interface WayIn {
  name: string
  on: boolean
}

export interface Settings {
  settings: Setting[]
  waysIn: WayIn[]
  problems: string[]
}

export interface DatabaseHealth {
  ok: boolean
  milliseconds: number
}

export type MailService = 'cloudflare' | 'resend'

export interface WebhookCounts {
  pending: number
  dead: number
  stopped: number
}

export interface AdminHealth {
  database: DatabaseHealth
  mail: MailService | null
  /** ISO 8601, UTC */
  lastCronAt: string | null
  /** The deployment, which each line of the log names */
  version: string | null
  /** Messages, up to 10,000 of each kind, and endpoints; null if nobody is told of changes */
  webhooks: WebhookCounts | null
}

export interface ActivityPage {
  data: ActivityItem[]
  nextCursor?: string | undefined
}

export interface AuditPage {
  data: AuditItem[]
  nextCursor?: string | undefined
}

export interface AdminUserPage {
  data: AdminUserItem[]
  nextCursor?: string | undefined
}

export interface DeliveryPage {
  data: Delivery[]
  nextCursor?: string | undefined
}

export type TrueOrFalse = 'true' | 'false'

export type DeliveryState = 'pending' | 'dead'

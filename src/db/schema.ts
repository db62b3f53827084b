import { isNotNull, sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { AUTH_METHODS } from '../model/auth-methods.ts'
import { CHALLENGE_PURPOSES } from '../model/challenge-purposes.ts'
import { CODE_PURPOSES } from '../model/code-purposes.ts'
import { EMAIL_PROOFS } from '../model/email-proofs.ts'
import { EVENT_TYPES } from '../model/event-types.ts'
import { FACTOR_TYPES } from '../model/factor-types.ts'

const time = (name: string) => integer(name, { mode: 'timestamp_ms' })

/** Users. `_id` is the name of the user's key in the API, so that no layer has to rename it. */
export const users = sqliteTable(
  'users',
  {
    _id: text('id').primaryKey(),
    /** NULL for a guest, and for a user who only has other ways in. */
    email: text('email').unique(),
    /** Has no way in but the session that it began with. */
    isGuest: integer('is_guest', { mode: 'boolean' }).notNull().default(false),
    /** For a guest, when the sweep looks next whether they still use their session. */
    guestUntil: time('guest_until'),
    /** NULL for a user who only signs in with a provider. */
    passwordHash: text('password_hash'),
    name: text('name').notNull(),
    bio: text('bio'),
    avatarUrl: text('avatar_url'),
    locale: text('locale'),
    emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
    /** NULL if it is not verified, or was before this was recorded: then nobody may rely on it. */
    emailVerifiedBy: text('email_verified_by', { enum: EMAIL_PROOFS }),
    emailVerifiedAt: time('email_verified_at'),
    /** When the user came from another backend. */
    importedAt: time('imported_at'),
    disabledAt: time('disabled_at'),
    /** When the cron trigger enables them again; NULL: an operator has to. */
    disabledUntil: time('disabled_until'),
    /** For operators: the user does not see it. */
    disabledReason: text('disabled_reason'),
    /** A JSON list of names, which operators write; NULL for none. */
    roles: text('roles', { mode: 'json' }).$type<string[]>(),
    /** A JSON object that operators write and the owner reads. */
    appMetadata: text('app_metadata', { mode: 'json' }).$type<Record<string, unknown>>(),
    /** A JSON object that the owner writes. */
    userMetadata: text('user_metadata', { mode: 'json' }).$type<Record<string, unknown>>(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    index('users_guest_until').on(table.guestUntil).where(isNotNull(table.guestUntil)),
    // How operators find users, newest first, at a million of them.
    index('users_created_at').on(table.createdAt, table._id),
    index('users_name').on(sql`${table.name} COLLATE NOCASE`, table._id),
    index('users_with_roles').on(table.createdAt, table._id).where(isNotNull(table.roles)),
    index('users_disabled').on(table.createdAt, table._id).where(isNotNull(table.disabledAt)),
    index('users_guests').on(table.createdAt, table._id).where(sql`${table.isGuest} = 1`),
    index('users_disabled_until').on(table.disabledUntil).where(isNotNull(table.disabledUntil)),
  ],
)

/** Sign-ins. A session is live until `expiresAt`; ending it early deletes the row. */
export const sessions = sqliteTable(
  'sessions',
  {
    _id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users._id, { onDelete: 'cascade' }),
    /** `jti` of the refresh token that is current. */
    refreshId: text('refresh_id').notNull(),
    /** `jti` of the one before it, which a client that lost our answer still holds. */
    previousRefreshId: text('previous_refresh_id'),
    refreshedAt: time('refreshed_at').notNull(),
    /** How often the refresh token was rotated: an access token of an older generation is not renewed. */
    refreshGeneration: integer('refresh_generation').notNull().default(0),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    deviceName: text('device_name'),
    /** ISO 3166-1 alpha-2, where Cloudflare knew it at the sign-in. */
    country: text('country'),
    /** Level of assurance: 1 for one factor, 2 for two, or for a passkey that verified its user. */
    aal: integer('aal').notNull().default(1),
    /** How it was signed in: a JSON list of `{method, at}`. */
    amr: text('amr').notNull().default('[]'),
    /** When its user last proved who they are, at this level; NULL: when it was made. */
    signedInAt: time('signed_in_at'),
    /** Whether it is below the level that its account has demanded since: it may only step up, or end. */
    secondFactorDue: integer('second_factor_due', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [
    index('sessions_user_id').on(table.userId),
    index('sessions_expires_at').on(table.expiresAt),
    index('sessions_second_factor_due').on(table.secondFactorDue).where(sql`${table.secondFactorDue} = 1`),
  ],
)

/** Mailed one-time codes: one per user and purpose, and only its HMAC. */
export const codes = sqliteTable(
  'codes',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users._id, { onDelete: 'cascade' }),
    purpose: text('purpose', { enum: CODE_PURPOSES }).notNull(),
    /** The email address it was sent to: the only one that it proves. */
    address: text('address').notNull(),
    hash: text('hash').notNull(),
    /** HMAC of the secret in the mail's link, which is too long to be guessed. */
    linkHash: text('link_hash'),
    /** Under which guesses at codes for this address are counted, whoever has the account (`login_attempts`). */
    attemptKey: text('attempt_key'),
    /** Guesses so far, the right one included. */
    attempts: integer('attempts').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    /** Consecutive codes that were not redeemed, this one included. */
    sent: integer('sent').notNull().default(1),
    /** From when the next one may replace it. */
    replaceableAt: time('replaceable_at').notNull().default(sql`0`),
  },
  (table) => [primaryKey({ columns: [table.userId, table.purpose] }), index('codes_expires_at').on(table.expiresAt)],
)

/** What happened to an account. Each row is written in the batch of the change, and is the proof that it was made. */
export const events = sqliteTable(
  'events',
  {
    _id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users._id, { onDelete: 'cascade' }),
    type: text('type', { enum: EVENT_TYPES }).notNull(),
    createdAt: time('created_at').notNull(),
    /** The session that it came from. It may have ended since, so this is no foreign key. */
    sessionId: text('session_id'),
    /** Truncated to /24 or /48. */
    ip: text('ip'),
    deviceName: text('device_name'),
    /** The other account that it was about: a guest that was merged. */
    otherId: text('other_id'),
    /** By which way a sign-in was made. */
    method: text('method', { enum: AUTH_METHODS }),
    /** Whether an operator did it, whose device nobody is told. */
    bySupport: integer('by_support', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [
    index('events_user_id_created_at').on(table.userId, table.createdAt),
    index('events_created_at').on(table.createdAt),
  ],
)

/** Accounts elsewhere that sign a user in: at most one per provider. */
export const identities = sqliteTable(
  'identities',
  {
    provider: text('provider').notNull(),
    /** `sub` of the provider's tokens: all that it promises never to change. */
    subject: text('subject').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users._id, { onDelete: 'cascade' }),
    /** The email address that the provider gave when it was linked; may be a relay, and one that nobody has verified. */
    email: text('email'),
    /** Whether it was linked from within a session, and not by its email address at a sign-in. */
    linkedInSession: integer('linked_in_session', { mode: 'boolean' }).notNull().default(false),
    createdAt: time('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.subject] }),
    uniqueIndex('identities_user_id_provider').on(table.userId, table.provider),
  ],
)

/**
 * Consecutive attempts at a password that failed: logins with an email address, and passwords given within a user's
 * sessions. No row names a user, and there are rows for email addresses that nobody has: they reveal nothing.
 */
export const loginAttempts = sqliteTable(
  'login_attempts',
  {
    /** A MAC of the email address, or of the user's id for attempts within a session. */
    attemptKey: text('address_hash').primaryKey(),
    attempts: integer('attempts').notNull(),
    blockedUntil: time('blocked_until').notNull(),
    /** The attempt that was counted last: how a statement of the same batch knows that it may compare. */
    lastAttemptId: text('last_attempt_id'),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [index('login_attempts_updated_at').on(table.updatedAt)],
)

/** Authenticator apps. */
export const factors = sqliteTable(
  'factors',
  {
    _id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users._id, { onDelete: 'cascade' }),
    type: text('type', { enum: FACTOR_TYPES }).notNull(),
    name: text('name').notNull(),
    /** Its secret, encrypted (JWE), and with which key. */
    secret: text('secret').notNull(),
    keyId: text('key_id').notNull(),
    /** The time step of the code that was accepted last: no code is accepted twice. */
    lastCounter: integer('last_counter'),
    createdAt: time('created_at').notNull(),
    /** NULL until its first code: until then nothing demands it. */
    confirmedAt: time('confirmed_at'),
    lastUsedAt: time('last_used_at'),
  },
  (table) => [
    index('factors_user_id').on(table.userId),
    index('factors_key_id').on(table.keyId),
    index('factors_confirmed_at').on(table.confirmedAt, table.createdAt),
  ],
)

/** What lets in a user who has lost their factors, once each: only its MAC. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    mac: text('mac').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users._id, { onDelete: 'cascade' }),
    createdAt: time('created_at').notNull(),
    usedAt: time('used_at'),
  },
  (table) => [index('recovery_codes_user_id').on(table.userId)],
)

/** Passkeys (WebAuthn): public keys of users' devices. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    /** The credential's id, in base64url. */
    _id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users._id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** COSE_Key, in base64url. */
    publicKey: text('public_key').notNull(),
    /** Signatures so far, as the authenticator counts them; 0 if it does not. */
    counter: integer('counter').notNull(),
    /** A JSON list. */
    transports: text('transports').notNull().default('[]'),
    isBackupEligible: integer('is_backup_eligible', { mode: 'boolean' }).notNull(),
    isBackedUp: integer('is_backed_up', { mode: 'boolean' }).notNull(),
    aaguid: text('aaguid').notNull(),
    createdAt: time('created_at').notNull(),
    lastUsedAt: time('last_used_at'),
  },
  (table) => [index('passkeys_user_id').on(table.userId)],
)

/** What somebody is asked to answer once: a second factor, or a passkey. It is deleted in the batch of what it leads to. */
export const challenges = sqliteTable(
  'challenges',
  {
    /** For a passkey, the challenge itself. */
    _id: text('id').primaryKey(),
    purpose: text('purpose', { enum: CHALLENGE_PURPOSES }).notNull(),
    /** NULL where nobody has said who they are. */
    userId: text('user_id').references(() => users._id, { onDelete: 'cascade' }),
    /** The session that it was given to, if there is one: no other may answer. */
    sessionId: text('session_id'),
    /** Answers so far, the right one included. */
    attempts: integer('attempts').notNull().default(0),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('challenges_user_id').on(table.userId), index('challenges_expires_at').on(table.expiresAt)],
)

/** Mailed codes that sign in whoever reads the mailbox, user or not: one per email address, and only its HMAC. */
export const loginCodes = sqliteTable(
  'login_codes',
  {
    address: text('address').primaryKey(),
    hash: text('hash').notNull(),
    /** HMAC of the secret in the mail's link, which is too long to be guessed. */
    linkHash: text('link_hash'),
    /** Guesses so far, the right one included. */
    attempts: integer('attempts').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    /** Consecutive codes that were not redeemed, this one included. */
    sent: integer('sent').notNull().default(1),
    /** From when the next one may replace it. */
    replaceableAt: time('replaceable_at').notNull(),
  },
  (table) => [index('login_codes_expires_at').on(table.expiresAt)],
)

export * from './schema/operations.ts'

import { isNotNull, sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { AUTH_METHODS } from '../../model/auth-methods.ts'
import { EMAIL_PROOFS } from '../../model/email-proofs.ts'
import { EVENT_TYPES } from '../../model/event-types.ts'
import { time } from './time.ts'

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

/** The UUIDs by which a protocol knows users whose ids have another form, where nobody can read the id back from it. */
export const derivedIds = sqliteTable(
  'derived_ids',
  {
    uuid: text('uuid').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users._id, { onDelete: 'cascade' }),
  },
  (table) => [index('derived_ids_user_id').on(table.userId)],
)

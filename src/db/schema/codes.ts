import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { CHALLENGE_PURPOSES } from '../../model/challenge-purposes.ts'
import { CODE_PURPOSES } from '../../model/code-purposes.ts'
import { time } from './time.ts'
import { users } from './users.ts'

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
    /** Of a code that confirms a sign-up: the hash of the password that was chosen in it. */
    passwordHash: text('password_hash').default(sql`NULL`),
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
  (table) => [
    primaryKey({ columns: [table.userId, table.purpose] }),
    index('codes_expires_at').on(table.expiresAt),
    /** For whoever gives a code with the new email address alone: nobody else's row is in it. */
    index('codes_new_address').on(table.address).where(sql`purpose = 'change_email'`),
  ],
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
    /** What the user will say of themselves whom the code makes, if it makes one: a JSON object. */
    userMetadata: text('user_metadata'),
  },
  (table) => [index('login_codes_expires_at').on(table.expiresAt)],
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

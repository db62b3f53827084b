import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { FACTOR_TYPES } from '../../model/factor-types.ts'
import { time } from './time.ts'
import { users } from './users.ts'

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

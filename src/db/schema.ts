import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

const time = (name: string) => integer(name, { mode: 'timestamp_ms' })

/** People. `_id` is what the wire calls the user's key, so that no layer has to rename it. */
export const users = sqliteTable('users', {
  _id: text('id').primaryKey(),
  email: text('email').notNull().unique(),
  passwordHash: text('password_hash').notNull(),
  name: text('name').notNull(),
  bio: text('bio'),
  avatarUrl: text('avatar_url'),
  locale: text('locale'),
  disabledAt: time('disabled_at'),
  createdAt: time('created_at').notNull(),
  updatedAt: time('updated_at').notNull(),
})

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
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('sessions_user_id').on(table.userId), index('sessions_expires_at').on(table.expiresAt)],
)

export type User = typeof users.$inferSelect
export type NewUser = typeof users.$inferInsert
export type Session = typeof sessions.$inferSelect

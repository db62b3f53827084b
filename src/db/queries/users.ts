import { eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { users } from '../schema.ts'
import { operatorEventQuery } from './operators.ts'
import { ownProfile } from './profile.ts'
import { type Builder, type Params, query, queryOne } from './query.ts'
import { userOfEvent } from './receipt.ts'
import { lastSignedInAt, listedUser } from './user-columns.ts'

// Users as operators see and change them.

/** All that operators may see of a user in `users`: whether there is a password, and never its hash. */
export const selectUser = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({
      ...listedUser,
      lastSignedInAt: lastSignedInAt(db, users._id),
      bio: users.bio,
      locale: users.locale,
      updatedAt: users.updatedAt,
      emailVerifiedBy: users.emailVerifiedBy,
      emailVerifiedAt: users.emailVerifiedAt,
      importedAt: users.importedAt,
      hasPassword: sql<boolean>`${users.passwordHash} IS NOT NULL`.mapWith(users.emailVerified).as('has_password'),
      disabledReason: users.disabledReason,
      metadata: users.userMetadata,
      appMetadata: users.appMetadata,
    })
    .from(users)
    .where(eq(users._id, userId)),
)

/** What lists have of users, and when each last signed in. */
const listItem = (db: Builder) => ({ ...listedUser, lastSignedInAt: lastSignedInAt(db, users._id) })

/** The users with some ids, in no order; `userIds` is a JSON list. */
export const selectUsersWithIds = query((db, { userIds }: Params<{ userIds: readonly string[] }>) =>
  db
    .select(listItem(db))
    .from(users)
    .where(inArray(users._id, sql`(SELECT value FROM json_each(${userIds}))`)),
)

/** The user with an email address, disabled or not. */
export const selectUserWithEmail = queryOne((db, { email }: Params<{ email: string }>) =>
  db.select(listItem(db)).from(users).where(eq(users.email, email)),
)

/** A user's profile as they see it, disabled or not. */
export const selectProfileOfUser = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db.select(ownProfile).from(users).where(eq(users._id, userId)),
)

/** Records that an operator enables a user, if they are disabled. */
export const recordUserEnabled = operatorEventQuery(() => isNotNull(users.disabledAt))

/** Enables the event's user. */
export const enableUserOfEvent = query((db, { eventId, now }: Params<{ eventId: string; now: Date }>) =>
  db
    .update(users)
    .set({ disabledAt: null, disabledUntil: null, disabledReason: null, updatedAt: sql`${now}` })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)

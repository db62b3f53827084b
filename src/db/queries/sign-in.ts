import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { ProfileChanges } from '../../http/api/profile/schemas.ts'
import type { Caller, NewEvent, NewUser } from '../rows.ts'
import { users } from '../schema.ts'
import { recordEvent } from './events.ts'
import { filled } from './profile-columns.ts'
import { type Param, type Params, query } from './query.ts'
import { callerWithPassword } from './who.ts'

/** Whose password was compared, and with which hash. */
interface ComparedPassword {
  userId: string
  passwordHash: string
}

interface RegisteredUser extends Pick<NewUser, '_id' | 'name' | 'email' | 'createdAt' | 'updatedAt'> {
  passwordHash: string
  /** The other profile fields that were given. */
  profile: ProfileChanges
}

/** Adds a user; changes nothing if the email is taken, or this very user exists already. */
export const insertUser = query((db, user: Params<RegisteredUser>) =>
  db
    .insert(users)
    .values({
      ...filled(user.profile),
      _id: user._id,
      name: user.name,
      email: user.email,
      passwordHash: user.passwordHash,
      createdAt: user.createdAt,
      updatedAt: user.updatedAt,
    })
    .onConflictDoNothing(),
)

/** The user's `_id`, disabled or not. No row: they are gone. */
export const selectUserId = query((db, { userId }: Params<{ userId: string }>) =>
  db.select({ _id: users._id }).from(users).where(eq(users._id, userId)),
)

/** What a login needs to know about an email: at most one row. */
export const selectCredential = query((db, { email }: Params<{ email: string }>) =>
  db
    .select({ _id: users._id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email)),
)

/** The user, if not disabled. */
export const enabledUserWithId = (userId: Param<string>) => and(eq(users._id, userId), isNull(users.disabledAt))

/** The user who has this email, if not disabled. */
export const enabledUserWithEmail = (email: Param<string>) => and(eq(users.email, email), isNull(users.disabledAt))

/** The user, if the password that was compared is still theirs and they are not disabled. */
export const enabledUserWithPassword = ({ userId, passwordHash }: Params<ComparedPassword>) =>
  and(eq(users._id, userId), eq(users.passwordHash, passwordHash), isNull(users.disabledAt))

/** The user of `who`, if their email address is not verified. */
export const withUnverifiedEmail = (who: SQL | undefined) => and(who, eq(users.emailVerified, false))

/** Records an event for the user, if the password that was compared is still theirs and they are not disabled. */
export const recordEventWithPassword = query((db, event: Params<NewEvent & ComparedPassword>) =>
  recordEvent(db, event, enabledUserWithPassword(event)),
)

/** Deletes the user, if the password that was compared is still theirs; all their other rows are deleted with it. */
export const deleteUserWithPassword = query((db, user: Params<ComparedPassword>) =>
  db.delete(users).where(enabledUserWithPassword(user)),
)

/** Deletes the caller, if the password that was compared is still theirs; all their other rows are deleted with it. */
export const deleteCallerWithPassword = query((db, caller: Params<Caller & { passwordHash: string; now: Date }>) =>
  db.delete(users).where(callerWithPassword(db, caller, caller.now)),
)

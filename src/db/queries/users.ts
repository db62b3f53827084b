import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { ProfileChanges } from '../../schemas/profile.ts'
import type { Caller, NewEvent, NewUser } from '../rows.ts'
import { users } from '../schema.ts'
import { callerWithPassword } from './caller.ts'
import { recordEvent } from './events.ts'
import { filled } from './profile-columns.ts'
import { type Param, type Params, query } from './query.ts'

/** Whose password was compared, and with which hash. */
interface ComparedPassword {
  userId: string
  passwordHash: string
}

interface RegisteredUser extends Pick<NewUser, '_id' | 'name' | 'email' | 'createdAt' | 'updatedAt'> {
  passwordHash: string
  /** Whatever else of the profile was given. */
  profile: ProfileChanges
}

/** Adds a user; changes nothing if the email, or this very user, is there already. */
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

/** The user's own key, whether they are disabled or not. No row: they are gone. */
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

/** The user, if nobody disabled them. */
export const enabledUserWithId = (userId: Param<string>) => and(eq(users._id, userId), isNull(users.disabledAt))

/** The user who has this email and is not disabled. */
export const enabledUserWithEmail = (email: Param<string>) => and(eq(users.email, email), isNull(users.disabledAt))

/** The user, while the password that was compared is theirs still and nobody disabled them. */
export const enabledUserWithPassword = ({ userId, passwordHash }: Params<ComparedPassword>) =>
  and(eq(users._id, userId), eq(users.passwordHash, passwordHash), isNull(users.disabledAt))

/** The user of `who`, if their address waits to be confirmed. */
export const withUnverifiedEmail = (who: SQL | undefined) => and(who, eq(users.emailVerified, false))

/** Records an event for the user, while the password that was compared is theirs still and nobody disabled them. */
export const recordEventWithPassword = query((db, event: Params<NewEvent & ComparedPassword>) =>
  recordEvent(db, event, enabledUserWithPassword(event)),
)

/** Erases the user, while the password that was compared is theirs; whatever else is theirs goes with the row. */
export const deleteUserWithPassword = query((db, user: Params<ComparedPassword>) =>
  db.delete(users).where(enabledUserWithPassword(user)),
)

/** Erases the caller, while the password that was compared is theirs; whatever else is theirs goes with the row. */
export const deleteCallerWithPassword = query((db, caller: Params<Caller & { passwordHash: string; now: Date }>) =>
  db.delete(users).where(callerWithPassword(db, caller, caller.now)),
)

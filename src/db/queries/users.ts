import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from '../client.ts'
import { type NewUser, users } from '../schema.ts'
import { type Caller, callersUser } from './caller.ts'
import { userOfEvent } from './events.ts'

type Columns = Record<string, SQLiteColumn>

/** Adds a user; changes nothing if the email, or this very user, is there already. */
export const insertUser = (db: Database, user: NewUser) => db.insert(users).values(user).onConflictDoNothing()

/** One user who is not disabled, for anyone to see: only the columns that the caller names. */
export const selectUser = <C extends Columns>(db: Database, userId: string, columns: C) =>
  db
    .select(columns)
    .from(users)
    .where(and(eq(users._id, userId), isNull(users.disabledAt)))

/** The user's own key, whether they are disabled or not. No row: they are gone. */
export const selectUserId = (db: Database, userId: string) =>
  db.select({ _id: users._id }).from(users).where(eq(users._id, userId))

/** What a login needs to know about an email: at most one row. */
export const selectCredential = (db: Database, email: string) =>
  db
    .select({ _id: users._id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email))

/** The user, whoever they are. */
export const userWithId = (userId: string) => eq(users._id, userId)

/** The user, if nobody disabled them. */
export const enabledUserWithId = (userId: string) => and(eq(users._id, userId), isNull(users.disabledAt))

/** The user who has this email and is not disabled. */
export const userWithEmail = (email: string) => and(eq(users.email, email), isNull(users.disabledAt))

/** The user, while the password that was compared is theirs still and nobody disabled them. */
export const userWithPassword = (userId: string, passwordHash: string) =>
  and(eq(users._id, userId), eq(users.passwordHash, passwordHash), isNull(users.disabledAt))

/** The user of `who`, if their address waits to be confirmed. */
export const withUnverifiedEmail = (who: SQL | undefined) => and(who, eq(users.emailVerified, false))

/** The caller's user, while the password that was compared is theirs still. */
export const callerWithPassword = (db: Database, caller: Caller, now: Date, passwordHash: string) =>
  and(callersUser(db, caller, now), eq(users.passwordHash, passwordHash))

/** Writes to the caller's own row. */
export const updateCaller = (db: Database, caller: Caller, now: Date, changes: Partial<NewUser>) =>
  db
    .update(users)
    .set(changes)
    .where(callersUser(db, caller, now))

type Changes = { [Key in keyof NewUser]?: NewUser[Key] | SQL }

/** Writes to the row of the event's user. */
export const updateUser = (db: Database, eventId: string, changes: Changes) =>
  db
    .update(users)
    .set(changes)
    .where(inArray(users._id, userOfEvent(db, eventId)))

/** Erases the user that `who` finds; sessions, codes, events and whatever else is theirs go with the row. */
export const deleteUser = (db: Database, who: SQL | undefined) => db.delete(users).where(who)

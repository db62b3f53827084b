import { and, eq, isNull } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from '../client.ts'
import { type NewUser, users } from '../schema.ts'
import { type Caller, callersUser } from './caller.ts'

/** Adds a user; changes nothing if the email, or this very user, is there already. */
export const insertUser = (db: Database, user: NewUser) => db.insert(users).values(user).onConflictDoNothing()

/** What a login needs to know about an email: at most one row. */
export const selectCredential = (db: Database, email: string) =>
  db
    .select({ _id: users._id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email))

/** Replaces a password's stored form by a stronger one, unless the password has changed meanwhile. */
export const upgradePasswordHash = (db: Database, userId: string, from: string, to: string) =>
  db
    .update(users)
    .set({ passwordHash: to })
    .where(and(eq(users._id, userId), eq(users.passwordHash, from)))

/** One user who is not disabled, for anyone to see: only columns that the caller names. */
export const selectUser = <C extends Record<string, SQLiteColumn>>(db: Database, userId: string, columns: C) =>
  db
    .select(columns)
    .from(users)
    .where(and(eq(users._id, userId), isNull(users.disabledAt)))

/** Writes to the caller's own row. */
export const updateCaller = (db: Database, caller: Caller, now: Date, changes: Partial<NewUser>) =>
  db
    .update(users)
    .set(changes)
    .where(callersUser(db, caller, now))

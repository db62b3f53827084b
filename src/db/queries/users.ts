import { and, eq, getTableColumns, inArray, isNull, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from '../client.ts'
import { type Bindable, prepare } from '../prepare.ts'
import { type NewUser, users } from '../schema.ts'
import { type Caller, callersUser } from './caller.ts'
import { type NewEvent, recordEvent, userOfEvent } from './events.ts'

type Columns = Record<string, SQLiteColumn>

/** Whose password was compared, and with which hash. */
interface ComparedPassword {
  userId: string
  passwordHash: string
}

/** Adds a user; changes nothing if the email, or this very user, is there already. */
export const insertUser = (db: Database, user: NewUser) => db.insert(users).values(user).onConflictDoNothing()

/** Makes the read of the named columns of one user who is not disabled, for anyone to see. */
export const selectUser = <C extends Columns>(columns: C) =>
  prepare((db, { userId }: Bindable<{ userId: string }>) =>
    db.select(columns).from(users).where(enabledUserWithId(userId)),
  )

/** The user's own key, whether they are disabled or not. No row: they are gone. */
export const selectUserId = (db: Database, userId: string) =>
  db.select({ _id: users._id }).from(users).where(eq(users._id, userId))

/** What a login needs to know about an email: at most one row. */
export const selectCredential = prepare((db, { email }: Bindable<{ email: string }>) =>
  db
    .select({ _id: users._id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email)),
)

/** The user, whoever they are. */
export const userWithId = (userId: string) => eq(users._id, userId)

/** The user, if nobody disabled them. */
export const enabledUserWithId = (userId: string | Placeholder) => and(eq(users._id, userId), isNull(users.disabledAt))

/** The user who has this email and is not disabled. */
export const userWithEmail = (email: string) => and(eq(users.email, email), isNull(users.disabledAt))

/** The user, while the password that was compared is theirs still and nobody disabled them. */
export const userWithPassword = ({ userId, passwordHash }: Bindable<ComparedPassword>) =>
  and(eq(users._id, userId), eq(users.passwordHash, passwordHash), isNull(users.disabledAt))

/** Records an event for the user, while the password that was compared is theirs still and nobody disabled them. */
export const recordWithPassword = prepare((db, event: Bindable<NewEvent & ComparedPassword>) =>
  recordEvent(db, event, userWithPassword(event)),
)

/** The user of `who`, if their address waits to be confirmed. */
export const withUnverifiedEmail = (who: SQL | undefined) => and(who, eq(users.emailVerified, false))

/** The caller's user, while the password that was compared is theirs still. */
export const callerWithPassword = (db: Database, caller: Caller, now: Date, passwordHash: string) =>
  and(callersUser(db, caller, now), eq(users.passwordHash, passwordHash))

/**
 * Makes the write to the caller's own row that answers the named columns of it; no row: see `selectCaller`. One statement
 * is prepared for each set of columns that anybody changes.
 */
export const updateCaller = <C extends Columns>(columns: C) => {
  const updates = new Map<string, ReturnType<typeof prepareUpdate<C>>>()
  return (db: Database, caller: Caller, now: Date, changes: Partial<NewUser>) => {
    const changed = Object.keys(changes)
    const update = updates.get(changed.join()) ?? prepareUpdate(changed, columns)
    updates.set(changed.join(), update)
    return update(db, { ...changes, ...caller, now })
  }
}

const prepareUpdate = <C extends Columns>(changed: string[], columns: C) =>
  prepare((db, caller: Bindable<Partial<NewUser> & Caller & { now: Date }>) => {
    const targets = Object.entries(getTableColumns(users)).filter(([key]) => changed.includes(key))
    return db
      .update(users)
      .set(Object.fromEntries(targets.map(([key, column]) => [key, sql`${sql.param(sql.placeholder(key), column)}`])))
      .where(callersUser(db, caller, caller.now))
      .returning(columns)
  })

type Changes = { [Key in keyof NewUser]?: NewUser[Key] | SQL }

/** Writes to the row of the event's user. */
export const updateUser = (db: Database, eventId: string, changes: Changes) =>
  db
    .update(users)
    .set(changes)
    .where(inArray(users._id, userOfEvent(db, eventId)))

/** Erases the user that `who` finds; sessions, codes, events and whatever else is theirs go with the row. */
export const deleteUser = (db: Database, who: SQL | undefined) => db.delete(users).where(who)

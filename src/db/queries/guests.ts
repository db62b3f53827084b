import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { NewEvent, NewUser } from '../rows.ts'
import { users } from '../schema.ts'
import { type Params, query, rowOf } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { callersUser } from './who.ts'

type NewGuest = Pick<NewUser, '_id' | 'name' | 'createdAt' | 'updatedAt'>

/** Adds a guest: a user without an email address and a password. Changes nothing if there is this very one already. */
export const insertGuest = query((db, guest: Params<NewGuest>) =>
  db
    .insert(users)
    .select(
      db
        .select(rowOf(users, guest, { isGuest: sql`1` }))
        .from(sql`(SELECT 1)`)
        .where(sql`1`), // or SQLite takes the conflict for that of a join
    )
    .onConflictDoNothing(),
)

/** Records that the caller, who is a guest, becomes a user. */
export const recordUpgrade = eventQuery((db, event: Params<NewEvent & Caller>) =>
  and(callersUser(db, event, event.createdAt), eq(users.isGuest, true)),
)

interface Upgrade {
  eventId: string
  email: string
  passwordHash: string
  /** NULL: the guest keeps theirs. */
  name: string | null
  now: Date
}

/** Makes the event's guest a user. Fails if another user has the email address. */
export const upgradeGuest = query((db, upgrade: Params<Upgrade>) =>
  db
    .update(users)
    .set({
      email: sql`${upgrade.email}`,
      passwordHash: sql`${upgrade.passwordHash}`,
      name: sql`coalesce(${upgrade.name}, ${users.name})`,
      isGuest: false,
      updatedAt: sql`${upgrade.now}`,
    })
    .where(inArray(users._id, userOfEvent(db, upgrade.eventId))),
)

import { and, eq, exists, inArray, isNull, ne, notExists, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { EmailProof } from '../../model/email-proofs.ts'
import type { EventType } from '../../model/event-types.ts'
import { GUEST_NAME } from '../../model/person-name.ts'
import type { NewEvent, NewUser } from '../rows.ts'
import { events, sessions, users } from '../schema.ts'
import { type Builder, type Param, type Params, query, queryOne, rowOf } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { isRecentSignInOrGuest, type RecentCaller } from './recent-sign-in.ts'
import { callersUser } from './who.ts'

type NewGuest = Pick<NewUser, '_id' | 'name' | 'createdAt' | 'updatedAt'> & {
  guestUntil: Date
  /** JSON, as text; nothing for none. */
  userMetadata: string | undefined
}

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

/**
 * Records that the caller gets an email address and a password: a guest, or a user who has neither, such as one with a
 * passkey alone, and has signed in recently.
 */
export const recordUpgrade = eventQuery((db, event: Params<NewEvent & RecentCaller>) =>
  and(
    callersUser(db, event, event.createdAt),
    isNull(users.email),
    isNull(users.passwordHash),
    isRecentSignInOrGuest(db, event),
  ),
)

/** The caller's row, if they are a guest. */
export const callersGuest = (db: Builder, caller: Params<Caller>, now: Param<Date>) =>
  and(callersUser(db, caller, now), eq(users.isGuest, true))

/** The columns of a guest who has another way in from now on. */
export const noGuest = { isGuest: false, guestUntil: null }

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
      ...noGuest,
      updatedAt: sql`${upgrade.now}`,
    })
    .where(inArray(users._id, userOfEvent(db, upgrade.eventId))),
)

/** Records that a guest who has linked an identity, which an event records, becomes a user. */
export const recordUpgradeByLink = eventQuery((db, event: Params<NewEvent & { linkedId: string }>) =>
  and(inArray(users._id, userOfEvent(db, event.linkedId)), eq(users.isGuest, true)),
)

/** What a provider says of a guest. `ownsMailbox`: the email counts as verified here, too. */
interface UpgradeByLink {
  eventId: string
  email: string | null
  ownsMailbox: boolean
  name: string | null
  now: Date
}

const BY_PROVIDER: EmailProof = 'provider'

/** Makes the event's guest the user of a provider. Fails if another user has the email address. */
export const upgradeGuestByLink = query((db, upgrade: Params<UpgradeByLink>) =>
  db
    .update(users)
    .set({
      email: sql`${upgrade.email}`,
      emailVerified: sql`${upgrade.ownsMailbox}`,
      emailVerifiedBy: sql`CASE WHEN ${upgrade.ownsMailbox} THEN ${BY_PROVIDER} END`,
      emailVerifiedAt: sql`CASE WHEN ${upgrade.ownsMailbox} THEN ${upgrade.now} END`,
      name: sql`CASE ${users.name} WHEN ${GUEST_NAME} THEN coalesce(${upgrade.name}, ${users.name}) ELSE ${users.name} END`,
      ...noGuest,
      updatedAt: sql`${upgrade.now}`,
    })
    .where(inArray(users._id, userOfEvent(db, upgrade.eventId))),
)

/** Deletes the caller, if they are a guest, and everything of theirs. */
export const deleteCallersGuest = query((db, caller: Params<Caller & { now: Date }>) =>
  db.delete(users).where(callersGuest(db, caller, caller.now)),
)

/** A guest whose session is live at a sign-in, which an event records. */
interface Merge extends NewEvent {
  signInId: string
  guestId: string
  guestSessionId: string
}

/** A first factor alone has signed nobody in, or only so far that they owe the second: that must not delete a guest. */
const NO_SIGN_IN: EventType = 'second_factor_asked'

/** Records for the user who has signed in that a guest, whose session is live, is merged into them. */
export const recordMerge = eventQuery(
  (db, event: Params<Merge>) => {
    const guest = { userId: event.guestId, sessionId: event.guestSessionId }
    const signIn = and(eq(events._id, event.signInId), ne(events.type, NO_SIGN_IN))
    return and(
      inArray(users._id, db.select({ userId: events.userId }).from(events).where(signIn)),
      notExists(
        db
          .select({ _id: sessions._id })
          .from(sessions)
          .where(and(sql`${sessions._id} = ${event.sessionId}`, eq(sessions.secondFactorDue, true))),
      ),
      ne(users._id, event.guestId),
      exists(
        db
          .select({ _id: users._id })
          .from(users)
          .where(callersGuest(db, guest, event.createdAt)),
      ),
    )
  },
  { otherId: (event) => event.guestId },
)

const mergedGuest = (db: Builder, { eventId }: Params<{ eventId: string }>) =>
  db
    .select({ _id: sql<string>`${events.otherId}`.as('guest_id') })
    .from(events)
    .where(eq(events._id, eventId))

/** Deletes the guest whom an event merges, and everything of theirs. */
export const deleteMergedGuest = query((db, event: Params<{ eventId: string }>) =>
  db.delete(users).where(and(inArray(users._id, mergedGuest(db, event)), eq(users.isGuest, true))),
)

/** The guest whom an event has merged. */
export const selectMergedGuest = queryOne((db, event: Params<{ eventId: string }>) => mergedGuest(db, event))

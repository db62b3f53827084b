import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, ne, not, notExists, or, sql } from 'drizzle-orm'
import { pick } from '../../lib/pick.ts'
import type { AuthMethod } from '../../model/auth-methods.ts'
import type { Caller } from '../../model/caller.ts'
import { ADMIN_ROLE } from '../../model/operator.ts'
import { LISTED_PASSKEY, MAX_PASSKEYS } from '../../model/passkeys.ts'
import type { NewEvent, NewPasskey } from '../rows.ts'
import { passkeys, sessions, users } from '../schema.ts'
import { isCallersChallenge } from './challenges.ts'
import { noGuest } from './guests.ts'
import { type Builder, type Param, type Params, query, queryOne, rowOf } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { isRecentSignIn, isRecentSignInOrGuest, type RecentCaller } from './recent-sign-in.ts'
import { hasRole } from './roles.ts'
import { holderOwnsMailbox } from './verified.ts'
import { identityExists, passkeyExists } from './ways-in.ts'
import { callersUser } from './who.ts'

const listed = pick(passkeys, LISTED_PASSKEY)

/** A user's passkeys, the oldest first. */
export const selectPasskeys = query((db, { userId }: Params<{ userId: string }>) =>
  db.select(listed).from(passkeys).where(eq(passkeys.userId, userId)).orderBy(asc(passkeys.createdAt)),
)

/** One of a user's passkeys. */
export const selectPasskey = queryOne((db, { passkeyId, userId }: Params<{ passkeyId: string; userId: string }>) =>
  db
    .select(listed)
    .from(passkeys)
    .where(and(eq(passkeys._id, passkeyId), eq(passkeys.userId, userId))),
)

// Adding one.

type PasskeyEvent = NewEvent & RecentCaller & { passkeyId: string }

const withId = (db: Builder, passkeyId: Param<string>) =>
  db.select({ _id: passkeys._id }).from(passkeys).where(eq(passkeys._id, passkeyId))

/**
 * Records that the caller adds a passkey, if it answers a challenge of their session, they have signed in recently or are a
 * guest, who cannot, nobody has it, and they have not too many.
 */
export const recordPasskeyAdded = eventQuery((db, event: Params<PasskeyEvent & { challengeId: string }>) =>
  and(
    callersUser(db, event, event.createdAt),
    isRecentSignInOrGuest(db, event),
    isCallersChallenge(db, event, event.createdAt),
    notExists(withId(db, event.passkeyId)),
    lt(db.$count(passkeys, eq(passkeys.userId, users._id)), MAX_PASSKEYS),
  ),
)

/** Adds a passkey to the event's user. */
export const insertPasskey = query((db, passkey: Params<NewPasskey & { eventId: string }>) =>
  db
    .insert(passkeys)
    .select(
      db
        .select(rowOf(passkeys, passkey, { userId: users._id, transports: passkey.transports, lastUsedAt: sql`NULL` }))
        .from(users)
        .where(inArray(users._id, userOfEvent(db, passkey.eventId))),
    )
    .onConflictDoNothing(),
)

/** Makes the event's guest a user: they have a way in. */
export const endBeingGuest = query((db, { eventId, now }: Params<{ eventId: string; now: Date }>) =>
  db
    .update(users)
    .set({ ...noGuest, updatedAt: sql`${now}` })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)

/** Who has a passkey. */
export const selectOwnerOfPasskey = queryOne((db, { passkeyId }: Params<{ passkeyId: string }>) =>
  db.select({ userId: passkeys.userId }).from(passkeys).where(eq(passkeys._id, passkeyId)),
)

// Changing and removing one.

/** Renames a passkey of the caller. */
export const renamePasskey = query((db, caller: Params<Caller & { passkeyId: string; name: string; now: Date }>) =>
  db
    .update(passkeys)
    .set({ name: sql`${caller.name}` })
    .where(
      and(
        eq(passkeys._id, caller.passkeyId),
        inArray(
          passkeys.userId,
          db
            .select({ _id: users._id })
            .from(users)
            .where(callersUser(db, caller, caller.now)),
        ),
      ),
    ),
)

/** Records that the caller removes a passkey, if they have signed in recently, have it and another way to sign in. */
export const recordPasskeyRemoved = eventQuery((db, event: Params<PasskeyEvent>) =>
  and(
    callersUser(db, event, event.createdAt),
    isRecentSignIn(db, event),
    passkeyExists(db, eq(passkeys._id, event.passkeyId)),
    or(isNotNull(users.passwordHash), identityExists(db), passkeyExists(db, ne(passkeys._id, event.passkeyId))),
  ),
)

/** Removes a passkey from the event's user. */
export const deletePasskey = query((db, { eventId, passkeyId }: Params<{ eventId: string; passkeyId: string }>) =>
  db.delete(passkeys).where(and(eq(passkeys._id, passkeyId), inArray(passkeys.userId, userOfEvent(db, eventId)))),
)

const METHOD = '$.method'

/** Ends the sessions of the event's user that a passkey has begun or raised. */
export const deletePasskeySessions = query((db, { eventId }: Params<{ eventId: string }>) =>
  db
    .delete(sessions)
    .where(
      and(
        inArray(sessions.userId, userOfEvent(db, eventId)),
        sql`EXISTS (SELECT 1 FROM json_each(${sessions.amr}) WHERE value ->> ${METHOD} = ${'passkey' satisfies AuthMethod})`,
      ),
    ),
)

/**
 * Removes from the event's user, who has proven that the mailbox is theirs, every passkey that may be someone else's: all
 * but those that were added after the account's holder had shown that, too. An admin's stay, as their factors do: nobody
 * becomes an operator by a mailbox alone.
 */
export const deleteForeignPasskeys = query((db, { eventId }: Params<{ eventId: string }>) =>
  db.delete(passkeys).where(
    and(
      inArray(passkeys.userId, userOfEvent(db, eventId)),
      notExists(
        db
          .select({ _id: users._id })
          .from(users)
          .where(
            and(
              eq(users._id, passkeys.userId),
              or(and(holderOwnsMailbox, gte(passkeys.createdAt, users.emailVerifiedAt)), hasRole(ADMIN_ROLE)),
            ),
          ),
      ),
    ),
  ),
)

// Deleting an account that has nothing else.

/** Whether the user in the current row can only sign in with passkeys. */
const hasOnlyPasskeys = (db: Builder) => and(isNull(users.passwordHash), not(identityExists(db)), passkeyExists(db))

/** A row, if the user can only sign in with passkeys. */
export const selectUserWithOnlyPasskeys = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({ _id: users._id })
    .from(users)
    .where(and(eq(users._id, userId), hasOnlyPasskeys(db))),
)

/** The caller, if they can only sign in with passkeys and have signed in recently. */
export const recentWithOnlyPasskeys = (db: Builder, caller: Params<RecentCaller & { now: Date }>) =>
  and(callersUser(db, caller, caller.now), isRecentSignIn(db, caller), hasOnlyPasskeys(db))

/** Deletes such a caller, and everything of theirs. */
export const deleteCallerWithOnlyPasskeys = query((db, caller: Params<RecentCaller & { now: Date }>) =>
  db.delete(users).where(recentWithOnlyPasskeys(db, caller)),
)

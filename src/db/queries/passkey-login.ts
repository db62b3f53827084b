import { and, eq, gte, inArray, lt, or, sql } from 'drizzle-orm'
import type { NewEvent } from '../rows.ts'
import { passkeys, users } from '../schema.ts'
import { isLoginChallenge } from './challenges.ts'
import { type Builder, type Param, type Params, query, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { passkeyExists } from './ways-in.ts'
import { enabledUserWithId } from './who.ts'

/** A passkey by which somebody signs in, and whose it is. */
export const selectPasskeyForLogin = queryOne((db, { passkeyId }: Params<{ passkeyId: string }>) =>
  db
    .select({
      userId: passkeys.userId,
      publicKey: passkeys.publicKey,
      counter: passkeys.counter,
      disabledAt: users.disabledAt,
    })
    .from(passkeys)
    .innerJoin(users, eq(users._id, passkeys.userId))
    .where(eq(passkeys._id, passkeyId)),
)

/** What a passkey has proven: whose it is, and how far it has counted. */
interface PasskeyLogin {
  userId: string
  passkeyId: string
  challengeId: string
  counter: number
}

const answered = (db: Builder, event: Params<NewEvent & PasskeyLogin>) =>
  and(enabledUserWithId(event.userId), isLoginChallenge(db, event.challengeId, event.createdAt))

/** Whether the current passkey has not counted that far, or does not count at all (WebAuthn L3 §7.2 step 22). */
export const countsOnTo = (counter: Param<number>) =>
  or(lt(passkeys.counter, counter), and(eq(passkeys.counter, 0), sql`${counter} = 0`))

/**
 * Records a sign-in by passkey, if its challenge has not been used, the user has it still, and its counter has grown since
 * it was used last.
 */
export const recordPasskeyLogin = eventQuery((db, event: Params<NewEvent & PasskeyLogin>) =>
  and(answered(db, event), passkeyExists(db, and(eq(passkeys._id, event.passkeyId), countsOnTo(event.counter)))),
)

/** Records that a passkey was used whose counter went back: there is a copy of it. */
export const recordPasskeyCloned = eventQuery((db, event: Params<NewEvent & PasskeyLogin>) =>
  and(
    answered(db, event),
    passkeyExists(db, and(eq(passkeys._id, event.passkeyId), gte(passkeys.counter, event.counter))),
  ),
)

/** Notes that the event's user has used a passkey. */
export const usePasskey = query(
  (db, use: Params<{ eventId: string; passkeyId: string; counter: number; isBackedUp: boolean; now: Date }>) =>
    db
      .update(passkeys)
      .set({ counter: sql`${use.counter}`, isBackedUp: sql`${use.isBackedUp}`, lastUsedAt: sql`${use.now}` })
      .where(and(eq(passkeys._id, use.passkeyId), inArray(passkeys.userId, userOfEvent(db, use.eventId)))),
)

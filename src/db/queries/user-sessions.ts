import { and, eq, exists, inArray, isNull } from 'drizzle-orm'
import type { NewEvent } from '../rows.ts'
import { factors, passkeys, sessions, users } from '../schema.ts'
import { type OperatorEvent, operatorEventQuery } from './operators.ts'
import { type Params, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'

// What operators take from a user besides their own row: sessions, factors, passkeys.

/** Where a user can be told what an operator did. */
export const selectAddressOfUser = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({
      _id: users._id,
      email: users.email,
      emailVerified: users.emailVerified,
      locale: users.locale,
      disabledAt: users.disabledAt,
    })
    .from(users)
    .where(eq(users._id, userId)),
)

/** Records that an operator ends a session of a user, if it is theirs. */
export const recordEndOfSessionByOperator = operatorEventQuery(
  (db, { endedId }: Params<OperatorEvent & { endedId: string }>) =>
    exists(
      db
        .select({ _id: sessions._id })
        .from(sessions)
        .where(and(eq(sessions._id, endedId), eq(sessions.userId, users._id))),
    ),
)

/** Records that an operator removes a factor of a user, confirmed or not, if it is theirs. */
export const recordFactorRemovedByOperator = operatorEventQuery(
  (db, { factorId }: Params<OperatorEvent & { factorId: string }>) =>
    exists(
      db
        .select({ _id: factors._id })
        .from(factors)
        .where(and(eq(factors._id, factorId), eq(factors.userId, users._id))),
    ),
)

/** Records that an operator removes a passkey of a user, if it is theirs. */
export const recordPasskeyRemovedByOperator = operatorEventQuery(
  (db, { passkeyId }: Params<OperatorEvent & { passkeyId: string }>) =>
    exists(
      db
        .select({ _id: passkeys._id })
        .from(passkeys)
        .where(and(eq(passkeys._id, passkeyId), eq(passkeys.userId, users._id))),
    ),
)

/**
 * Records beside an operator's event that all sessions of its user end, and tokens of the old backend with them. Not of a
 * user who is disabled: theirs have ended.
 */
export const recordSessionsEnded = eventQuery(
  (db, event: Params<NewEvent & { besideId: string }>) =>
    and(inArray(users._id, userOfEvent(db, event.besideId)), isNull(users.disabledAt)),
  { bySupport: true },
)

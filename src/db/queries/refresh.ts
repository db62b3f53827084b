import { and, eq, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { NewEvent, Prolongation } from '../rows.ts'
import { sessions, users } from '../schema.ts'
import { type Params, query, queryOne } from './query.ts'
import { eventQuery } from './receipt.ts'
import {
  callersSessionAtAnyLevel,
  enabledCallersSession,
  endOfSession,
  granted,
  refusalAtAnyLevel,
  userOfSession,
} from './who.ts'

/** A rotation of the refresh token: `presented` is the `jti` that the client holds, `next` the one that it will get. */
interface Rotation extends Caller, Prolongation {
  presented: string
  next: string
  now: Date
  /** A rotation at or before this time is settled; a later one may be the same call, sent twice. */
  settledBefore: Date
}

/**
 * Moves the session of a user who is not disabled on to `next` if `presented` is current, or is the previous one and
 * the rotation after it is settled: then the answer to it was lost, or someone else has the current one, and the next
 * refresh shows which.
 */
export const rotateRefreshId = query((db, rotation: Params<Rotation>) =>
  db
    .update(sessions)
    .set({
      refreshId: sql`${rotation.next}`,
      previousRefreshId: sql`${rotation.presented}`,
      refreshedAt: sql`${rotation.now}`,
      refreshGeneration: sql`${sessions.refreshGeneration} + 1`,
      expiresAt: endOfSession(sql`${rotation.expiresAt}`, rotation.maxAge),
    })
    .where(
      and(
        enabledCallersSession(db, rotation, rotation.now),
        or(
          eq(sessions.refreshId, rotation.presented),
          and(eq(sessions.previousRefreshId, rotation.presented), lte(sessions.refreshedAt, rotation.settledBefore)),
        ),
      ),
    ),
)

/** Records an event if `presented` is neither current nor previous: two parties hold the session's tokens. */
export const recordReuse = eventQuery((db, event: Params<NewEvent & Caller & { presented: string }>) => {
  const isReused = and(
    callersSessionAtAnyLevel(event, event.createdAt),
    ne(sessions.refreshId, event.presented),
    or(isNull(sessions.previousRefreshId), ne(sessions.previousRefreshId, event.presented)),
  )
  return userOfSession(db, isReused)
})

/** What the tokens of the caller's session are made from; in the rows of `selectCaller`. */
export const selectCallersSession = queryOne((db, caller: Params<Caller & { now: Date }>) =>
  db
    .select({
      refusal: refusalAtAnyLevel,
      row: {
        _id: sessions._id,
        refreshId: sessions.refreshId,
        refreshGeneration: sessions.refreshGeneration,
        expiresAt: sessions.expiresAt,
        ...granted,
      },
    })
    .from(sessions)
    .innerJoin(users, eq(users._id, sessions.userId))
    .where(callersSessionAtAnyLevel(caller, caller.now)),
)

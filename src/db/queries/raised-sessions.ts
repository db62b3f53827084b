import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import { sessions } from '../schema.ts'
import { type Params, query, queryOne } from './query.ts'
import { userOfEvent } from './receipt.ts'
import { endOfSession } from './who.ts'

interface Raise {
  eventId: string
  sessionId: string
  refreshId: string
  /** How it was raised, and when, in ISO 8601. */
  method: string
  at: string
  now: Date
  expiresAt: Date
  maxAge: number
}

const ADD_TO_LIST = '$[#]'
const MEMBERS = { method: 'method', at: 'at' }

/**
 * Raises a session of the event's user to level 2, and rotates its refresh token: a client that loses the response goes on
 * with the one before.
 */
export const raiseSession = query((db, raise: Params<Raise>) =>
  db
    .update(sessions)
    .set({
      aal: 2,
      amr: sql`json_insert(${sessions.amr}, ${ADD_TO_LIST}, json_object(${MEMBERS.method}, ${raise.method}, ${MEMBERS.at}, ${raise.at}))`,
      signedInAt: sql`${raise.now}`,
      secondFactorDue: false,
      previousRefreshId: sessions.refreshId,
      refreshId: sql`${raise.refreshId}`,
      refreshedAt: sql`${raise.now}`,
      refreshGeneration: sql`${sessions.refreshGeneration} + 1`,
      expiresAt: endOfSession(sql`${raise.expiresAt}`, raise.maxAge),
    })
    .where(and(eq(sessions._id, raise.sessionId), inArray(sessions.userId, userOfEvent(db, raise.eventId)))),
)

/** What the tokens of a session are made from. */
export const selectRaisedSession = queryOne(
  (db, { sessionId, eventId }: Params<{ sessionId: string; eventId: string }>) =>
    db
      .select({
        _id: sessions._id,
        refreshId: sessions.refreshId,
        refreshGeneration: sessions.refreshGeneration,
        expiresAt: sessions.expiresAt,
      })
      .from(sessions)
      .where(and(eq(sessions._id, sessionId), inArray(sessions.userId, userOfEvent(db, eventId)))),
)

/** From now on the other sessions of the event's user have to show a second factor, too. */
export const lowerOtherSessions = query((db, { eventId, keptId }: Params<{ eventId: string; keptId: string }>) =>
  db
    .update(sessions)
    .set({ secondFactorDue: true })
    .where(and(inArray(sessions.userId, userOfEvent(db, eventId)), ne(sessions._id, keptId), lt(sessions.aal, 2))),
)

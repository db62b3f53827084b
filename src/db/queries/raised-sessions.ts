import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import { sessions } from '../schema.ts'
import { type Params, query, queryOne } from './query.ts'
import { userOfEvent } from './receipt.ts'
import { endOfSession } from './who.ts'

interface Raise {
  eventId: string
  replacedId: string
  /** Of the session in its place. */
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
 * Replaces a session of the event's user by one of level 2: somebody may have copied the tokens of the former one, and
 * must not rise with it (OWASP ASVS 7.2.4).
 */
export const raiseSession = query((db, raise: Params<Raise>) =>
  db
    .update(sessions)
    .set({
      _id: sql`${raise.sessionId}`,
      aal: 2,
      amr: sql`json_insert(${sessions.amr}, ${ADD_TO_LIST}, json_object(${MEMBERS.method}, ${raise.method}, ${MEMBERS.at}, ${raise.at}))`,
      signedInAt: sql`${raise.now}`,
      secondFactorDue: false,
      previousRefreshId: null,
      refreshId: sql`${raise.refreshId}`,
      refreshedAt: sql`${raise.now}`,
      refreshGeneration: 0,
      expiresAt: endOfSession(sql`${raise.expiresAt}`, raise.maxAge),
    })
    .where(and(eq(sessions._id, raise.replacedId), inArray(sessions.userId, userOfEvent(db, raise.eventId)))),
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

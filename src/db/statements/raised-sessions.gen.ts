// Compiled from src/db/queries/raised-sessions.ts by npm run generate. Do not edit.
import type * as queries from '../queries/raised-sessions.ts'
import { statement, time } from '../statement.ts'

/** From now on the other sessions of the event's user have to show a second factor, too. */
export const lowerOtherSessions = statement<typeof queries.lowerOtherSessions>({
  sql: `update "sessions" set "second_factor_due" = 1 where ("sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) and "sessions"."id" <> ?2 and "sessions"."aal" < 2)`,
  values: ['eventId', 'keptId'],
  kind: 'writes',
})

/**
 * Raises a session of the event's user to level 2, and rotates its refresh token: a client that loses the response goes on
 * with the one before.
 */
export const raiseSession = statement<typeof queries.raiseSession>({
  sql: `update "sessions" set "refresh_id" = ?1, "previous_refresh_id" = "sessions"."refresh_id", "refreshed_at" = ?2, "refresh_generation" = "sessions"."refresh_generation" + 1, "expires_at" = min(?3, "sessions"."created_at" + ?4), "aal" = 2, "amr" = json_insert("sessions"."amr", '$[#]', json_object('method', ?5, 'at', ?6)), "signed_in_at" = ?2, "second_factor_due" = 0 where ("sessions"."id" = ?7 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?8))`,
  values: ['refreshId', 'now', 'expiresAt', 'maxAge', 'method', 'at', 'sessionId', 'eventId'],
  kind: 'writes',
})

/** What the tokens of a session are made from. */
export const selectRaisedSession = statement<typeof queries.selectRaisedSession>({
  sql: `select "id", "refresh_id", "refresh_generation", "expires_at" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['sessionId', 'eventId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], refreshId: c[1], refreshGeneration: c[2], expiresAt: time(c[3]) }),
  one: true,
})

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
 * Replaces a session of the event's user by one of level 2: somebody may have copied the tokens of the former one, and
 * must not rise with it (OWASP ASVS 7.2.4).
 */
export const raiseSession = statement<typeof queries.raiseSession>({
  sql: `update "sessions" set "id" = ?1, "refresh_id" = ?2, "previous_refresh_id" = NULL, "refreshed_at" = ?3, "refresh_generation" = 0, "expires_at" = min(?4, "sessions"."created_at" + ?5), "aal" = 2, "amr" = json_insert("sessions"."amr", '$[#]', json_object('method', ?6, 'at', ?7)), "signed_in_at" = ?3, "second_factor_due" = 0 where ("sessions"."id" = ?8 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?9))`,
  values: ['sessionId', 'refreshId', 'now', 'expiresAt', 'maxAge', 'method', 'at', 'replacedId', 'eventId'],
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

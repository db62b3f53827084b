// Compiled from src/db/queries/adopted-sessions.ts by npm run generate. Do not edit.
import type * as queries from '../queries/adopted-sessions.ts'
import { statement, time } from '../statement.ts'

/** Whose a session is, live or not, of which the refresh token of another backend tells the id. */
export const selectSessionToAdopt = statement<typeof queries.selectSessionToAdopt>({
  sql: `select "user_id", "expires_at" from "sessions" where "sessions"."id" = ?1`,
  values: ['sessionId'],
  kind: 'reads',
  row: (c) => ({ userId: c[0], expiresAt: time(c[1]) }),
  one: true,
})

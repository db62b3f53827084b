// Compiled from src/db/queries/recent-sign-in.ts by npm run generate. Do not edit.
import type * as queries from '../queries/recent-sign-in.ts'
import { statement, time } from '../statement.ts'

/** A row, if the caller has signed in recently, at the level that their session has. */
export const selectRecentSignIn = statement<typeof queries.selectRecentSignIn>({
  sql: `select "created_at" from "sessions" where ("sessions"."id" = ?1 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?2)`,
  values: ['sessionId', 'signedInAfter'],
  kind: 'reads',
  row: (c) => ({ createdAt: time(c[0]) }),
  one: true,
})

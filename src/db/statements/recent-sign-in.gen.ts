// Compiled from src/db/queries/recent-sign-in.ts by npm run generate. Do not edit.
import type * as queries from '../queries/recent-sign-in.ts'
import { statement, time } from '../statement.ts'

/** A row, if the caller has signed in recently, as `isRecentSignIn` says. */
export const selectRecentSignIn = statement<typeof queries.selectRecentSignIn>({
  sql: `select "created_at" from "sessions" where ("sessions"."id" = ?1 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?2 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))`,
  values: ['sessionId', 'signedInAfter'],
  kind: 'reads',
  row: (c) => ({ createdAt: time(c[0]) }),
  one: true,
})

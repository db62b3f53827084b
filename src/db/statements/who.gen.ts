// Compiled from src/db/queries/who.ts by npm run generate. Do not edit.
import type * as queries from '../queries/who.ts'
import { flag, statement, time } from '../statement.ts'

/** Whether the caller may go on, and nothing else. */
export const selectCallerStatus = statement<typeof queries.selectCallerStatus>({
  sql: `select "users"."disabled_at", "sessions"."second_factor_due" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ disabledAt: time(c[0]), secondFactorDue: flag(c[1]) }),
  one: true,
})

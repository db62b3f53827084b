// Compiled from src/db/queries/who.ts by npm run generate. Do not edit.
import type * as queries from '../queries/who.ts'
import { statement, time } from '../statement.ts'

/** Whether the caller may go on, and nothing else. */
export const selectCallerStatus = statement<typeof queries.selectCallerStatus>({
  sql: `select "disabled_at" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3))`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ disabledAt: time(c[0]) }),
  one: true,
})

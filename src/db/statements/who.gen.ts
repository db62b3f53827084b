// Compiled from src/db/queries/who.ts by npm run generate. Do not edit.
import type * as queries from '../queries/who.ts'
import { json, statement } from '../statement.ts'

/** Whether the caller may go on, and nothing else. */
export const selectCallerStatus = statement<typeof queries.selectCallerStatus>({
  sql: `select CASE WHEN "users"."disabled_at" IS NOT NULL THEN 'account_disabled' WHEN (select "second_factor_due" from "sessions" where "sessions"."id" = ?1) THEN 'second_factor_required' END as "refusal", CASE WHEN "roles" IS NOT NULL OR "app_metadata" IS NOT NULL THEN (select "refresh_generation" from "sessions" where "sessions"."id" = ?1) END as "generation", "roles" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3))`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ refusal: c[0], generation: c[1], row: { roles: json(c[2]) } }),
  one: true,
})

/** What another Worker learns of a caller: their roles, and the level of their session. No row: it has ended. */
export const selectVerifiedCaller = statement<typeof queries.selectVerifiedCaller>({
  sql: `select CASE WHEN "users"."disabled_at" IS NOT NULL THEN 'account_disabled' WHEN (select "second_factor_due" from "sessions" where "sessions"."id" = ?1) THEN 'second_factor_required' END as "refusal", "users"."roles", "sessions"."aal" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ refusal: c[0], row: { roles: json(c[1]), level: c[2] } }),
  one: true,
})

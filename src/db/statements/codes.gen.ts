// Compiled from src/db/queries/codes.ts by npm run generate. Do not edit.
import type * as queries from '../queries/codes.ts'
import { statement, time } from '../statement.ts'

/** Deletes the codes of the event's user that were sent to their email address. */
export const deleteAddressCodes = statement<typeof queries.deleteAddressCodes>({
  sql: `delete from "codes" where ("codes"."purpose" in ('verify_email', 'reset_password') and "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Deletes the codes of the event's user for their email address and for a new one. */
export const deleteEmailCodes = statement<typeof queries.deleteEmailCodes>({
  sql: `delete from "codes" where ("codes"."purpose" in ('verify_email', 'change_email') and "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Deletes up to `limit` codes that expired before a time. */
export const deleteOldCodes = statement<typeof queries.deleteOldCodes>({
  sql: `delete from "codes" where ("codes"."user_id", "codes"."purpose") IN (select "user_id", "purpose" from "codes" where "codes"."expires_at" < ?1 limit ?2)`,
  values: ['before', 'limit'],
  kind: 'writes',
})

/** Deletes the code of the event's user that verifies their email address. */
export const deleteVerificationCode = statement<typeof queries.deleteVerificationCode>({
  sql: `delete from "codes" where ("codes"."purpose" in ('verify_email') and "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1))`,
  values: ['eventId'],
  kind: 'writes',
})

/**
 * Invalidates the codes of the event's user, and their links. They were not redeemed, so the wait until the next one is
 * kept.
 */
export const invalidateCodes = statement<typeof queries.invalidateCodes>({
  sql: `update "codes" set "link_hash" = NULL, "attempts" = 6 where "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1)`,
  values: ['eventId'],
  kind: 'writes',
})

/** Invalidates the one by which the event's user is about to move to another email address: who redeems it needs no session. */
export const invalidateMove = statement<typeof queries.invalidateMove>({
  sql: `update "codes" set "link_hash" = NULL, "attempts" = 6 where ("codes"."purpose" = 'change_email' and "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1))`,
  values: ['eventId'],
  kind: 'writes',
})

/** A user's codes, without the codes themselves. */
export const selectCodes = statement<typeof queries.selectCodes>({
  sql: `select "purpose", "address", "created_at", "expires_at" from "codes" where "codes"."user_id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ purpose: c[0], address: c[1], createdAt: time(c[2]), expiresAt: time(c[3]) }),
})

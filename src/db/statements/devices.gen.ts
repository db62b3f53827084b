// Compiled from src/db/queries/devices.ts by npm run generate. Do not edit.
import type * as queries from '../queries/devices.ts'
import { statement } from '../statement.ts'

/**
 * Whom to tell of a sign-in, which an event records, on a device that was not seen before: the owner, at a verified
 * email address. No row if another session or recorded sign-in has the same device, or if there was none at all yet:
 * then the user was imported, later than `recordedSince`, before which events are deleted. The sign-in itself counts
 * for nothing, so the answer is the same when its batch runs again.
 */
export const selectWhomToTellOfDevice = statement<typeof queries.selectWhomToTellOfDevice>({
  sql: `select "users"."email", "users"."locale" from "events" inner join "users" on "users"."id" = "events"."user_id" where ("events"."id" = ?1 and "users"."email_verified" = 1 and not exists (select "id" from "sessions" where ("sessions"."user_id" = "events"."user_id" and "sessions"."id" IS NOT "events"."session_id" and substr("sessions"."device_name", 1, instr("sessions"."device_name" || '/', '/')) IS substr("events"."device_name", 1, instr("events"."device_name" || '/', '/')))) and exists (select count(*) from "events" "former" where ("former"."id" in (select "id" from "events" "newest" where "newest"."user_id" = "events"."user_id" order by "newest"."created_at" desc limit 100) and "former"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "former"."session_id" IS NOT "events"."session_id") having (count(*) FILTER (WHERE substr("former"."device_name", 1, instr("former"."device_name" || '/', '/')) IS substr("events"."device_name", 1, instr("events"."device_name" || '/', '/'))) = 0 and (count(*) > 0 OR coalesce("users"."imported_at", 0) < ?2) and count(*) FILTER (WHERE "former"."created_at" > "events"."created_at" - 3600000) < 10)))`,
  values: ['eventId', 'recordedSince'],
  kind: 'reads',
  row: (c) => ({ email: c[0], locale: c[1] }),
  one: true,
})

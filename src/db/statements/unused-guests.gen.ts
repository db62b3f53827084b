// Compiled from src/db/queries/unused-guests.ts by npm run generate. Do not edit.
import type * as queries from '../queries/unused-guests.ts'
import { statement } from '../statement.ts'

/** Deletes such guests, with everything of theirs. */
export const deleteUnusedGuests = statement<typeof queries.deleteUnusedGuests>({
  sql: `delete from "users" where "users"."id" in (select "id" from "users" where ("users"."guest_until" <= ?1 and not exists (select "id" from "sessions" where ("sessions"."user_id" = "users"."id" and "sessions"."expires_at" > ?1 and ("sessions"."expires_at" > ?1 + ?2 - ?3 or "sessions"."expires_at" >= "sessions"."created_at" + ?4)))) limit ?5) returning "id"`,
  values: ['now', 'sessionTtl', 'keptFor', 'maxAge', 'limit'],
  kind: 'writes',
  row: (c) => ({ _id: c[0] }),
})

/** Keeps guests who still use their session until that will have been unused for long enough; a day at least. */
export const keepUsedGuests = statement<typeof queries.keepUsedGuests>({
  sql: `update "users" set "guest_until" = max(?1 + 86400000, (select max("expires_at" - ?2 + ?3) from "sessions" where ("sessions"."user_id" = "users"."id" and "sessions"."expires_at" > ?1 and ("sessions"."expires_at" > ?1 + ?2 - ?3 or "sessions"."expires_at" >= "sessions"."created_at" + ?4)))) where "users"."id" in (select "id" from "users" where ("users"."guest_until" <= ?1 and exists (select "id" from "sessions" where ("sessions"."user_id" = "users"."id" and "sessions"."expires_at" > ?1 and ("sessions"."expires_at" > ?1 + ?2 - ?3 or "sessions"."expires_at" >= "sessions"."created_at" + ?4)))) limit ?5)`,
  values: ['now', 'sessionTtl', 'keptFor', 'maxAge', 'limit'],
  kind: 'writes',
})

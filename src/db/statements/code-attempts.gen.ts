// Compiled from src/db/queries/code-attempts.ts by npm run generate. Do not edit.
import type * as queries from '../queries/code-attempts.ts'
import { statement } from '../statement.ts'

/** Forgets the guesses at codes of the event's user if this one was right, while its code is still there. */
export const forgetGuesses = statement<typeof queries.forgetGuesses>({
  sql: `delete from "login_attempts" where ("login_attempts"."address_hash" in (select coalesce("attempt_key", "user_id") from "codes" where "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1)) and "login_attempts"."last_attempt_id" = ?2)`,
  values: ['eventId', 'attemptId'],
  kind: 'writes',
})

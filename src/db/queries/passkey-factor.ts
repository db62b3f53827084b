import { and, eq, gte, sql } from 'drizzle-orm'
import type { NewEvent } from '../rows.ts'
import { passkeys, users } from '../schema.ts'
import { countsOnTo } from './passkey-login.ts'
import { type Builder, type Params, queryOne } from './query.ts'
import { eventQuery } from './receipt.ts'
import { type Answered, maySucceed } from './second-factor.ts'
import { passkeyExists } from './ways-in.ts'

/** The passkey of a user that answers a challenge. */
export const selectPasskeyToAnswer = queryOne(
  (db, { passkeyId, userId }: Params<{ passkeyId: string; userId: string }>) =>
    db
      .select({ publicKey: passkeys.publicKey, counter: passkeys.counter })
      .from(passkeys)
      .where(and(eq(passkeys._id, passkeyId), eq(passkeys.userId, userId))),
)

/** What a passkey has proven: NULL, if nothing. */
interface PasskeyAnswer extends Answered {
  passkeyId: string | null
  counter: number
}

/** Records a passkey as the second factor, if the user has it still and its counter has grown. */
export const recordPasskeyFactor = eventQuery((db, event: Params<NewEvent & PasskeyAnswer>) => isRight(db, event))

/** The user of a passkey that is a right answer, which was counted before: where hooks are asked about a sign-in. */
export const selectUserOfPasskeyAnswer = queryOne((db, event: Params<NewEvent & PasskeyAnswer>) =>
  db.select({ userId: users._id }).from(users).where(isRight(db, event)),
)

const isRight = (db: Builder, event: Params<NewEvent & PasskeyAnswer>) =>
  and(
    maySucceed(db, event),
    passkeyExists(db, and(sql`${passkeys._id} = ${event.passkeyId}`, countsOnTo(event.counter))),
  )

/** Records that the counter of a passkey that answers an open challenge went back: there is a copy of it. */
export const recordCopyAnswered = eventQuery((db, event: Params<NewEvent & PasskeyAnswer>) =>
  and(
    maySucceed(db, event),
    passkeyExists(db, and(sql`${passkeys._id} = ${event.passkeyId}`, gte(passkeys.counter, event.counter))),
  ),
)

import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { NewCode, NewUser, OperatorValues } from '../rows.ts'
import { users } from '../schema.ts'
import { ADMIN_PROOF } from './changed-user.ts'
import { codeOf, putCode, withCode } from './codes.ts'
import { NO_MEMBERS, orNull } from './merge-patch.ts'
import { type OperatorEvent, operatorEventQuery, operatorMayAct } from './operators.ts'
import { type Builder, type Params, query, queryOne } from './query.ts'
import { userOfEvent } from './receipt.ts'
import { insertUserIf } from './sign-in.ts'

type CreatedUser = Pick<NewUser, '_id' | 'name' | 'email' | 'passwordHash' | 'createdAt' | 'updatedAt'> &
  OperatorValues & {
    isVerified: boolean
    /** JSON: a list, or NULL for none, and an object. */
    roles: string | null
    appMetadata: string
    metadata: string
  }

/** Adds a user, if the operator may act; changes nothing if the email is taken, or this very user exists already. */
export const insertUserByOperator = query((db, user: Params<CreatedUser>) =>
  insertUserIf(db, user, operatorMayAct(db, user, user.createdAt), {
    emailVerified: sql`${user.isVerified}`,
    emailVerifiedBy: sql`CASE WHEN ${user.isVerified} THEN ${ADMIN_PROOF} END`,
    emailVerifiedAt: sql`CASE WHEN ${user.isVerified} THEN ${user.createdAt} END`,
    appMetadata: orNull(sql`json_patch(${NO_MEMBERS}, ${user.appMetadata})`),
    userMetadata: orNull(sql`json_patch(${NO_MEMBERS}, ${user.metadata})`),
  }),
)

/** Records that an operator has made a user in this batch: nobody else who has the id. */
export const recordUserCreated = operatorEventQuery((_db, event: Params<OperatorEvent & { email: string }>) =>
  and(eq(users.email, event.email), eq(users.createdAt, event.createdAt)),
)

// The code that an invitation has, and a password reset that an operator sends.

/** Stores a code for the event's user, who was just made and is invited. */
export const putInvitationCode = query((db, code: Params<NewCode & { eventId: string }>) =>
  putCode(db, 'reset_password', code, inArray(users._id, userOfEvent(db, code.eventId))),
)

/** A user with the email address to which their code is mailed: it may have become another one meanwhile. */
interface Addressee {
  targetId: string
  email: string
}

const addressee = ({ targetId, email }: Params<Addressee>): SQL | undefined =>
  and(eq(users._id, targetId), eq(users.email, email), isNull(users.disabledAt))

/** Stores a code for a user who is not disabled, if the operator may act. */
export const putResetCodeByOperator = query((db, code: Params<NewCode & Addressee & OperatorValues>) =>
  putCode(db, 'reset_password', code, and(addressee(code), operatorMayAct(db, code, code.createdAt))),
)

/** Records that an operator requests a code for a user, if this is the hash of their current one. */
export const recordResetRequestByOperator = operatorEventQuery(
  (db: Builder, event: Params<OperatorEvent & { email: string; hash: string }>) =>
    withCode(db, addressee(event), 'reset_password', event.hash),
)

/** The current code of a user who is not disabled. */
export const selectResetCodeOfUser = queryOne((db, user: Params<Addressee>) =>
  codeOf(db, 'reset_password', addressee(user)),
)

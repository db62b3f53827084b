import { and, eq, exists, isNull, not, type SQL, sql } from 'drizzle-orm'
import { ADMIN_ROLE } from '../../model/operator.ts'
import type { NewCode, OperatorValues } from '../rows.ts'
import { loginCodes, users } from '../schema.ts'
import { FIRST_DELAY_MS, isOver } from './back-off.ts'
import { codeOf, putCode, replacement, withCode } from './codes.ts'
import {
  type AuditByOperator,
  type OperatorEvent,
  operatorAuditQuery,
  operatorEventQuery,
  operatorMayAct,
} from './operators.ts'
import { type Params, query, queryOne, rowOf } from './query.ts'
import { hasRole } from './roles.ts'
import { withUnverifiedEmail } from './who.ts'

// The links that a Worker is given to deliver. Never for an admin: their rights would be whoever's has the link.

/** For whom a link may be issued or not. */
export const selectLinkOwner = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({
      email: users.email,
      emailVerified: users.emailVerified,
      disabledAt: users.disabledAt,
      isAdmin: hasRole(ADMIN_ROLE).mapWith(users.emailVerified).as('is_admin'),
    })
    .from(users)
    .where(eq(users._id, userId)),
)

/** The user to whose email address a link goes, who may have another one by now. */
interface LinkOwner {
  userId: string
  email: string
}

const owner = ({ userId, email }: Params<LinkOwner>): SQL | undefined =>
  and(eq(users._id, userId), eq(users.email, email), isNull(users.disabledAt), not(hasRole(ADMIN_ROLE)))

const unverifiedOwner = (link: Params<LinkOwner>) => withUnverifiedEmail(owner(link))

type NewLink = NewCode & LinkOwner & OperatorValues

// One that sets a new password.

/** Stores its code, if the operator may act. */
export const putCodeOfResetLink = query((db, link: Params<NewLink>) =>
  putCode(db, 'reset_password', link, and(owner(link), operatorMayAct(db, link, link.createdAt))),
)

/** Records the request, if this is the hash of the user's current code. */
export const recordResetLink = operatorEventQuery((db, event: Params<OperatorEvent & LinkOwner & { hash: string }>) =>
  withCode(db, owner(event), 'reset_password', event.hash),
)

/** The current code of the user. */
export const selectCodeOfResetLink = queryOne((db, link: Params<LinkOwner>) =>
  codeOf(db, 'reset_password', owner(link)),
)

// One that confirms the email address.

/** Stores its code, if the operator may act. */
export const putCodeOfConfirmationLink = query((db, link: Params<NewLink>) =>
  putCode(db, 'verify_email', link, and(unverifiedOwner(link), operatorMayAct(db, link, link.createdAt))),
)

/** Records that it is issued, if this is the hash of the user's current code: it leaves no event, as a request of the user. */
export const insertAuditOfConfirmationLink = operatorAuditQuery(
  (db, row: Params<AuditByOperator & LinkOwner & { hash: string }>) =>
    withCode(db, unverifiedOwner(row), 'verify_email', row.hash),
)

/** The current code of the user. */
export const selectCodeOfConfirmationLink = queryOne((db, link: Params<LinkOwner>) =>
  codeOf(db, 'verify_email', unverifiedOwner(link)),
)

// One that signs in.

/** Stores its code, if the operator may act. */
export const putCodeOfLoginLink = query((db, link: Params<NewLink>) =>
  db
    .insert(loginCodes)
    .select(
      db
        .select(
          rowOf(loginCodes, link, {
            address: link.email,
            attempts: sql`0`,
            sent: sql`1`,
            replaceableAt: sql`${link.createdAt} + ${FIRST_DELAY_MS}`,
            userMetadata: sql`NULL`,
          }),
        )
        .from(users)
        .where(and(owner(link), operatorMayAct(db, link, link.createdAt))),
    )
    .onConflictDoUpdate({
      target: loginCodes.address,
      set: { ...replacement(loginCodes), userMetadata: sql`NULL` },
      setWhere: isOver(loginCodes.replaceableAt, link.createdAt),
    }),
)

/** Records that it is issued, if this is the hash of the current code. */
export const insertAuditOfLoginLink = operatorAuditQuery(
  (db, row: Params<AuditByOperator & LinkOwner & { hash: string }>) =>
    and(
      owner(row),
      exists(
        db
          .select({ hash: loginCodes.hash })
          .from(loginCodes)
          .where(and(eq(loginCodes.address, row.email), eq(loginCodes.hash, row.hash))),
      ),
    ),
)

/** The current code of the user. */
export const selectCodeOfLoginLink = queryOne((db, link: Params<LinkOwner>) =>
  db
    .select({ hash: loginCodes.hash, address: loginCodes.address, replaceableAt: loginCodes.replaceableAt })
    .from(loginCodes)
    .innerJoin(users, eq(users.email, loginCodes.address))
    .where(owner(link)),
)

// One that moves the account to another email address.

/** Stores its code, if the operator may act. */
export const putCodeOfChangeLink = query((db, link: Params<NewLink & { address: string }>) =>
  putCode(db, 'change_email', link, and(owner(link), operatorMayAct(db, link, link.createdAt)), link.address),
)

/** Records that it is issued, if this is the hash of the current code. */
export const insertAuditOfChangeLink = operatorAuditQuery(
  (db, row: Params<AuditByOperator & LinkOwner & { hash: string }>) =>
    withCode(db, owner(row), 'change_email', row.hash),
)

/** The current code of the user. */
export const selectCodeOfChangeLink = queryOne((db, link: Params<LinkOwner>) => codeOf(db, 'change_email', owner(link)))

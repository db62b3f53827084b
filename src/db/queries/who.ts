import { and, eq, gt, inArray, isNotNull, isNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Caller, CallerRefusal } from '../../model/caller.ts'
import type { IdentityKey } from '../rows.ts'
import { identities, sessions, users } from '../schema.ts'
import { type Builder, type Param, type Params, queryOne } from './query.ts'

// The ways to name whom a statement is for. Those for the caller check in the statement itself that the session is live,
// so that a revoked one is refused at once and at no cost; there are no others for "the caller's own row".

/**
 * The session that the token names, if it is that user's and has not ended, whatever its level: it may go on, step up or
 * end, and nothing else.
 */
export const callersSessionAtAnyLevel = (caller: Params<Caller>, now: Param<Date>) =>
  and(eq(sessions._id, caller.sessionId), eq(sessions.userId, caller.userId), gt(sessions.expiresAt, now))

/** The same, if it is at the level that its account demands. */
export const callersSession = (caller: Params<Caller>, now: Param<Date>) =>
  and(callersSessionAtAnyLevel(caller, now), eq(sessions.secondFactorDue, false))

/** The session at any level, if that user is not disabled: only then may anything prolong it. */
export const enabledCallersSession = (db: Builder, caller: Params<Caller>, now: Param<Date>) =>
  and(
    callersSessionAtAnyLevel(caller, now),
    inArray(sessions.userId, db.select({ _id: users._id }).from(users).where(enabledUserWithId(caller.userId))),
  )

/** When a session ends that is to end at `expiresAt`: not later than `maxAge` milliseconds after its sign-in. */
export const endOfSession = (expiresAt: SQL, maxAge: Param<number>) =>
  sql`min(${expiresAt}, ${sessions.createdAt} + ${maxAge})`

/** A column of the user of a session, or NULL while a second factor is due: until then its tokens grant nothing. */
export const grantedColumn = <C extends SQLiteColumn>(column: C, value: SQLWrapper = column) =>
  sql<C['_']['data'] | null>`CASE WHEN ${sessions.secondFactorDue} = 0 THEN ${value} END`
    .mapWith(column)
    .as(column.name)

/** What operators have granted the user of a session, for its tokens. */
export const granted = {
  roles: grantedColumn(users.roles),
  appMetadata: grantedColumn(users.appMetadata),
  secondFactorDue: sessions.secondFactorDue,
}

/** When the user of a session last proved who they are, at the level that it has. */
export const signedInAt = sql<Date>`coalesce(${sessions.signedInAt}, ${sessions.createdAt})`

/** The user of a session. */
export const userOfSession = (db: Builder, session: SQL | undefined) =>
  eq(users._id, db.select({ userId: sessions.userId }).from(sessions).where(session))

/** The caller's row in `users`, if the session is live and the account is not disabled: the condition for a write. */
export const callersUser = (db: Builder, caller: Params<Caller>, now: Param<Date>) =>
  and(userOfSession(db, callersSession(caller, now)), isNull(users.disabledAt))

/** Whether a row belongs to such a caller, by the column that names its user. */
export const belongsToCaller = (
  db: Builder,
  owner: SQLiteColumn,
  caller: Params<Caller>,
  now: Param<Date>,
): SQL | undefined =>
  inArray(
    owner,
    db
      .select({ _id: users._id })
      .from(users)
      .where(callersUser(db, caller, now)),
  )

/** The user, if not disabled. */
export const enabledUserWithId = (userId: Param<string>) => and(eq(users._id, userId), isNull(users.disabledAt))

/** The user who has this email, if not disabled. */
export const enabledUserWithEmail = (email: Param<string>) => and(eq(users.email, email), isNull(users.disabledAt))

/** The user of `who`, if they have an email address that is not verified. */
export const withUnverifiedEmail = (who: SQL | undefined) =>
  and(who, isNotNull(users.email), eq(users.emailVerified, false))

/** Whom this account at a provider is linked to. */
export const ownerOf = (db: Builder, { provider, subject }: { [K in keyof IdentityKey]: Param<string> | SQL }) =>
  db
    .select({ userId: identities.userId })
    .from(identities)
    .where(and(eq(identities.provider, provider), eq(identities.subject, subject)))

/** The user whom this account at a provider signs in, disabled or not. */
export const userWithIdentity = (db: Builder, key: Params<IdentityKey>) => inArray(users._id, ownerOf(db, key))

const IF_DISABLED = sql`WHEN ${users.disabledAt} IS NOT NULL THEN ${'account_disabled' satisfies CallerRefusal}`

/** Why a caller may not go on in a session of any level: NULL if they may. */
export const refusalAtAnyLevel = sql<CallerRefusal | null>`CASE ${IF_DISABLED} END`.as('refusal')

/** Why a caller may not go on: NULL if they may. */
const refusal = (db: Builder, { sessionId }: Params<Caller>) => {
  const due = db.select({ due: sessions.secondFactorDue }).from(sessions).where(eq(sessions._id, sessionId))
  return sql<CallerRefusal | null>`CASE ${IF_DISABLED}
    WHEN ${due} THEN ${'second_factor_required' satisfies CallerRefusal} END`.as('refusal')
}

/**
 * How often the caller's refresh token was rotated, if operators have granted their user anything: only then does a token
 * depend on it. (Everybody else's call looks at the session no more often than it did.)
 */
export const generationOfGranted = (db: Builder, { sessionId }: Params<Caller>) => {
  const generation = db
    .select({ generation: sessions.refreshGeneration })
    .from(sessions)
    .where(eq(sessions._id, sessionId))
  return sql<
    number | null
  >`CASE WHEN ${users.roles} IS NOT NULL OR ${users.appMetadata} IS NOT NULL THEN ${generation} END`.as('generation')
}

/**
 * Reads the roles and other columns of the caller's user, and why they may not go on, if so. No row: the session has
 * ended. As the last statement of a batch it tells why the writes before it found nothing. (A join of the two tables
 * takes a tenth more CPU of the whole call.)
 */
export const selectCaller = <C extends Record<string, SQLiteColumn>>(columns: C) =>
  queryOne((db, caller: Params<Caller & { now: Date }>) =>
    db
      .select({
        refusal: refusal(db, caller),
        generation: generationOfGranted(db, caller),
        row: { roles: users.roles, ...columns },
      })
      .from(users)
      .where(userOfSession(db, callersSessionAtAnyLevel(caller, caller.now))),
  )

/** What another Worker learns of a caller: their roles, and the level of their session. No row: it has ended. */
export const selectVerifiedCaller = queryOne((db, caller: Params<Caller & { now: Date }>) =>
  db
    .select({ refusal: refusal(db, caller), row: { roles: users.roles, level: sessions.aal } })
    .from(sessions)
    .innerJoin(users, eq(users._id, sessions.userId))
    .where(callersSessionAtAnyLevel(caller, caller.now)),
)

/** Whether the caller may go on, and nothing else. */
export const selectCallerStatus = selectCaller({})

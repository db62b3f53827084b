import { and, not, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { EmailProof } from '../../model/email-proofs.ts'
import type { EventType } from '../../model/event-types.ts'
import { APP_METADATA_MAX_BYTES, METADATA_MAX_BYTES } from '../../model/metadata.ts'
import { ADMIN_ROLE } from '../../model/operator.ts'
import type { ChangeRefusal } from '../../model/user-change.ts'
import { users } from '../schema.ts'
import { leavesAnAdmin, mayBecomeAdmin } from './admins.ts'
import { mergePatch, NO_MEMBERS, orNull } from './merge-patch.ts'
import type { Builder, Param } from './query.ts'
import { hasRole } from './roles.ts'

// What an operator's changes make of the user in the current row. `changes` is a JSON object in the names of the API; what it
// does not name stays.

type Changes = Param<string>

const pathOf = (name: string) => sql`${`$.${name}`}`
const given = (changes: Changes, name: string) => sql`${changes} ->> ${pathOf(name)}`
const isGiven = (changes: Changes, name: string) => sql`json_type(${changes}, ${pathOf(name)}) IS NOT NULL`

const nextName = (changes: Changes) => sql`coalesce(${given(changes, 'name')}, ${users.name})`
const nextEmail = (changes: Changes) => sql`coalesce(${given(changes, 'email')}, ${users.email})`
const movesEmail = (changes: Changes) => sql`${nextEmail(changes)} IS NOT ${users.email}`

/** Another email address is not verified, unless the operator says so. */
const nextVerified = (changes: Changes) =>
  sql`CASE WHEN ${isGiven(changes, 'emailVerified')} THEN ${given(changes, 'emailVerified')}
    WHEN ${movesEmail(changes)} THEN 0 ELSE ${users.emailVerified} END`

const NO_ROLES = '[]'

/** A list of names, or NULL for none. */
const nextRoles = (changes: Changes) =>
  sql`CASE WHEN ${isGiven(changes, 'roles')} THEN nullif(${changes} -> ${pathOf('roles')}, ${NO_ROLES}) ELSE ${users.roles} END`

/** An object after a merge, or NULL for one without members. */
const merged = (changes: Changes, name: string, column: SQLiteColumn) =>
  sql`CASE json_type(${changes}, ${pathOf(name)})
    WHEN ${'object'} THEN ${orNull(mergePatch(column, sql`${changes} -> ${pathOf(name)}`))}
    WHEN ${'null'} THEN NULL ELSE ${column} END`

const nextAppMetadata = (changes: Changes) => merged(changes, 'appMetadata', users.appMetadata)
const nextMetadata = (changes: Changes) => merged(changes, 'metadata', users.userMetadata)

const list = (roles: SQL) => sql`json(coalesce(${roles}, ${NO_ROLES}))`
const object = (metadata: SQL) => sql`json(coalesce(${metadata}, ${NO_MEMBERS}))`

/** How an email address was verified that an operator says is verified. */
export const ADMIN_PROOF: EmailProof = 'admin'

/** The columns of the user with the changes. How an email address was verified stays, while it is and stays the same. */
export const changedColumns = (changes: Changes, now: Param<Date>): Record<string, SQL> => {
  const keepsProof = sql`(NOT ${movesEmail(changes)} AND ${nextVerified(changes)} = ${users.emailVerified})`
  const proof = (kept: SQLiteColumn, made: SQL) =>
    sql`CASE WHEN ${keepsProof} THEN ${kept} WHEN ${nextVerified(changes)} THEN ${made} END`
  return {
    name: nextName(changes),
    email: nextEmail(changes),
    emailVerified: nextVerified(changes),
    emailVerifiedBy: proof(users.emailVerifiedBy, sql`${ADMIN_PROOF}`),
    emailVerifiedAt: proof(users.emailVerifiedAt, sql`${now}`),
    roles: nextRoles(changes),
    appMetadata: nextAppMetadata(changes),
    userMetadata: nextMetadata(changes),
    updatedAt: sql`${now}`,
  }
}

/** Which event tells of the changes, of those that may: whether the user in the current row gets one of a type. */
export const isChange = (type: Param<EventType>, changes: Changes) => {
  const [verified, unverified] = [
    sql`${nextVerified(changes)} > ${users.emailVerified}`,
    sql`${nextVerified(changes)} < ${users.emailVerified}`,
  ]
  const moves = movesEmail(changes)
  const cases: [EventType, SQL][] = [
    ['profile_changed', sql`${nextName(changes)} <> ${users.name} OR (NOT ${moves} AND ${unverified})`],
    ['email_changed', moves],
    ['email_verified', sql`NOT ${moves} AND ${verified}`],
    ['roles_changed', sql`${list(nextRoles(changes))} <> ${list(sql`${users.roles}`)}`],
    [
      'metadata_changed',
      sql`${object(nextAppMetadata(changes))} <> ${object(sql`${users.appMetadata}`)}
        OR ${object(nextMetadata(changes))} <> ${object(sql`${users.userMetadata}`)}`,
    ],
  ]
  const whens = cases.map(([name, holds]) => sql`WHEN ${name} THEN ${holds}`)
  return sql`CASE ${type} ${sql.join(whens, sql` `)} END`
}

/** Why the user in the current row cannot be changed so, or NULL. */
export const refusalOf = (db: Builder, changes: Changes) => {
  const isAdmin = hasRole(ADMIN_ROLE)
  const becomesAdmin = hasRole(ADMIN_ROLE, nextRoles(changes))
  const isTooLarge = (name: string, next: SQL, limit: number) =>
    sql`${isGiven(changes, name)} AND octet_length(${next}) > ${sql.raw(String(limit))}`
  const cases: [ChangeRefusal, SQL | undefined][] = [
    ['upgrade_required', sql`${users.isGuest} AND ${isGiven(changes, 'email')}`],
    ['email_missing', sql`${nextEmail(changes)} IS NULL AND ${nextVerified(changes)}`],
    ['appMetadata', isTooLarge('appMetadata', nextAppMetadata(changes), APP_METADATA_MAX_BYTES)],
    ['metadata', isTooLarge('metadata', nextMetadata(changes), METADATA_MAX_BYTES)],
    ['last_admin', and(not(becomesAdmin), not(leavesAnAdmin(db) ?? sql`1`))],
    ['email', and(becomesAdmin, or(movesEmail(changes), sql`${nextVerified(changes)} < ${users.emailVerified}`))],
    ['roles', and(becomesAdmin, not(isAdmin), not(mayBecomeAdmin(db) ?? sql`1`))],
  ]
  const whens = cases.map(([name, holds]) => sql`WHEN ${holds} THEN ${name}`)
  return sql<ChangeRefusal | null>`CASE ${sql.join(whens, sql` `)} END`
}

/** What the audit record may tell of the user in the current row, as a JSON object: as it is, or with the changes. */
export const auditable = (changes?: Changes): SQL => {
  const isVerified = changes ? nextVerified(changes) : sql`${users.emailVerified}`
  const members: [string, SQL][] = [
    ['name', changes ? nextName(changes) : sql`${users.name}`],
    ['email', changes ? nextEmail(changes) : sql`${users.email}`],
    ['emailVerified', sql`json(CASE WHEN ${isVerified} THEN ${'true'} ELSE ${'false'} END)`],
    ['roles', list(changes ? nextRoles(changes) : sql`${users.roles}`)],
    ['appMetadata', object(changes ? nextAppMetadata(changes) : sql`${users.appMetadata}`)],
    ['metadata', object(changes ? nextMetadata(changes) : sql`${users.userMetadata}`)],
  ]
  return sql`json_object(${sql.join(
    members.flatMap(([name, value]) => [sql`${name}`, value]),
    sql`, `,
  )})`
}

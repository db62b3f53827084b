import { and, eq, getTableColumns, inArray, isNull, ne, notExists, or, sql } from 'drizzle-orm'
import { mapValues } from '../../lib/map-values.ts'
import type { IdentityKey, NewEvent, NewIdentity, NewUser } from '../rows.ts'
import { users } from '../schema.ts'
import { recordEvent, userOfEvent } from './events.ts'
import { insertIdentityOf, ownerOf, userWithIdentity, withoutIdentity } from './identities.ts'
import { into, type Param, type Params, query } from './query.ts'

/** A new user; `email` is null unless the provider has verified it. */
type NewUserForIdentity = Pick<NewUser, '_id' | 'name' | 'createdAt' | 'updatedAt'> & { email: string | null }

/**
 * Every column with its default, in the table's order, which an INSERT ... SELECT must keep: new profile fields are
 * included.
 */
const noUser = mapValues(getTableColumns(users), (column) => sql`${column.default ?? null}`.as(column.name))

/**
 * Adds a user for an identity that is not linked yet; changes nothing without an email, or if a user has it already.
 */
export const insertUserForIdentity = query((db, user: Params<NewUserForIdentity & IdentityKey>) =>
  db
    .insert(users)
    .select(
      db
        .select({
          ...noUser,
          _id: into(users._id, user._id),
          email: into(users.email, user.email),
          name: into(users.name, user.name),
          emailVerified: sql`1`.as('email_verified'),
          createdAt: into(users.createdAt, user.createdAt),
          updatedAt: into(users.updatedAt, user.updatedAt),
        })
        .from(sql`(SELECT 1)`)
        .where(and(notExists(ownerOf(db, user)), sql`${user.email} IS NOT NULL`)),
    )
    .onConflictDoNothing(),
)

/**
 * Records an event for the user who had the email before this call and has verified it, as the provider has: both sides
 * know that it is the same person. Not if the identity is linked already, or they have another one of its provider.
 */
export const recordLinkByEmail = query(
  (db, event: Params<NewEvent & IdentityKey & { email: string | null; newUserId: string }>) => {
    const userWithVerifiedEmail = and(
      ne(users._id, event.newUserId),
      hasEmail(event.email),
      eq(users.emailVerified, true),
      isNull(users.disabledAt),
    )
    return recordEvent(db, event, withoutIdentity(db, userWithVerifiedEmail, event))
  },
)

/** Records an event for the user whom the identity signs in, if not disabled. */
export const recordEventWithIdentity = query((db, event: Params<NewEvent & IdentityKey>) =>
  recordEvent(db, event, and(userWithIdentity(db, event), isNull(users.disabledAt))),
)

/** The users because of whom a sign-in found nobody: the one with the identity, and the one with the email. */
export const selectObstacles = query((db, key: Params<IdentityKey & { email: string | null }>) =>
  db
    .select({ disabledAt: users.disabledAt })
    .from(users)
    .where(or(userWithIdentity(db, key), hasEmail(key.email))),
)

/** Links an identity to the user of either event: the one it has registered, or the one it is linked to. */
export const insertIdentityOfSignIn = query(
  (db, identity: Params<NewIdentity & { registeredId: string; linkedId: string }>) =>
    insertIdentityOf(
      db,
      identity,
      or(
        inArray(users._id, userOfEvent(db, identity.registeredId)),
        inArray(users._id, userOfEvent(db, identity.linkedId)),
      ),
    ),
)

/** Finds nobody if the email is NULL. */
const hasEmail = (email: Param<string | null>) => sql`${users.email} = ${email}`

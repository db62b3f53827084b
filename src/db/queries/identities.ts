import {
  and,
  asc,
  eq,
  exists,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  ne,
  not,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { mapValues } from '../../lib/map-values.ts'
import type { Database } from '../client.ts'
import { type Identity, identities, type NewUser, type Provider, users } from '../schema.ts'
import { type Caller, callersUser } from './caller.ts'
import { userOfEvent } from './events.ts'

/** An account at a provider. */
export type IdentityKey = Pick<Identity, 'provider' | 'subject'>

/** An identity to be linked; the user is whoever the statement finds. */
export type NewIdentity = Omit<Identity, 'userId'>

const isIdentity = ({ provider, subject }: IdentityKey) =>
  and(eq(identities.provider, provider), eq(identities.subject, subject))

const ownerOf = (db: Database, key: IdentityKey) =>
  db.select({ userId: identities.userId }).from(identities).where(isIdentity(key))

/** The user whom this identity signs in. */
export const userWithIdentity = (db: Database, key: IdentityKey) => inArray(users._id, ownerOf(db, key))

/** The same, if nobody disabled them. */
export const enabledUserWithIdentity = (db: Database, key: IdentityKey) =>
  and(userWithIdentity(db, key), isNull(users.disabledAt))

/** The user of `who`, if the identity is linked to nobody, and none of its provider to them. */
export const withoutIdentity = (db: Database, who: SQL | undefined, key: IdentityKey) =>
  and(who, notExists(ownerOf(db, key)), not(identityExists(db, eq(identities.provider, key.provider))))

/** A user whose `email` the provider has verified, if it has. */
type NewUserForIdentity = Pick<NewUser, '_id' | 'name' | 'createdAt' | 'updatedAt'> & { email: string | null }

/** Every column with its default, in the table's order, which a SELECT that fills it has to keep: a new profile field is one of them. */
const noUser = mapValues(getTableColumns(users), (column) => sql`${column.default ?? null}`.as(column.name))

/** Adds a user for an identity that is not linked yet; changes nothing without an email, or if that is there already. */
export const insertUserForIdentity = (db: Database, user: NewUserForIdentity, key: IdentityKey) =>
  db
    .insert(users)
    .select(
      db
        .select({
          ...noUser,
          _id: sql`${user._id}`.as('id'),
          email: sql`${user.email}`.as('email'),
          name: sql`${user.name}`.as('name'),
          emailVerified: sql`1`.as('email_verified'),
          createdAt: sql`${user.createdAt.getTime()}`.as('created_at'),
          updatedAt: sql`${user.updatedAt.getTime()}`.as('updated_at'),
        })
        .from(sql`(SELECT 1)`)
        .where(and(notExists(ownerOf(db, key)), sql`${user.email} IS NOT NULL`)),
    )
    .onConflictDoNothing()

/** Links an identity to the user of the events: whoever was recorded as registered by it, or as linked to it. */
export const insertIdentity = (db: Database, identity: NewIdentity, eventIds: readonly string[]) =>
  db
    .insert(identities)
    .select(
      db
        .select({
          provider: sql`${identity.provider}`.as('provider'),
          subject: sql`${identity.subject}`.as('subject'),
          userId: users._id,
          email: sql`${identity.email}`.as('email'),
          createdAt: sql`${identity.createdAt.getTime()}`.as('created_at'),
        })
        .from(users)
        .where(or(...eventIds.map((eventId) => inArray(users._id, userOfEvent(db, eventId))))),
    )
    .onConflictDoNothing()

/** Who had the email before this call, and has proven it as the provider has: both sides know that it is one person. */
export const userWithVerifiedEmail = (email: string | null, newUserId: string) =>
  and(ne(users._id, newUserId), hasEmail(email), eq(users.emailVerified, true), isNull(users.disabledAt))

/** Whoever is in the way of a sign-in that found nobody: the user with the identity, or with the email. */
export const selectObstacles = (db: Database, key: IdentityKey, email: string | null) =>
  db
    .select({ disabledAt: users.disabledAt })
    .from(users)
    .where(or(userWithIdentity(db, key), hasEmail(email)))

/** SQL knows nobody whose email is NULL. */
const hasEmail = (email: string | null) => sql`${users.email} = ${email}`

/** A user's identities, the oldest first. */
export const selectIdentities = (db: Database, userId: string) =>
  db
    .select({
      provider: identities.provider,
      subject: identities.subject,
      email: identities.email,
      createdAt: identities.createdAt,
    })
    .from(identities)
    .where(eq(identities.userId, userId))
    .orderBy(asc(identities.createdAt))

/** The caller's user, if this identity is theirs. */
export const callerWithIdentity = (db: Database, caller: Caller, now: Date, key: IdentityKey) =>
  and(callersUser(db, caller, now), userWithIdentity(db, key))

/** The user of `who`, if they have this provider's identity. */
export const withIdentity = (db: Database, who: SQL | undefined, provider: Provider) =>
  and(who, identityExists(db, eq(identities.provider, provider)))

/** The user of `who`, if they can sign in without this provider. */
export const withAnotherWayIn = (db: Database, who: SQL | undefined, provider: Provider) =>
  and(who, or(isNotNull(users.passwordHash), identityExists(db, ne(identities.provider, provider))))

const identityExists = (db: Database, condition: SQL) =>
  exists(
    db
      .select({ subject: identities.subject })
      .from(identities)
      .where(and(eq(identities.userId, users._id), condition)),
  )

/** Unlinks a provider from the event's user. */
export const deleteIdentity = (db: Database, eventId: string, provider: Provider) =>
  db
    .delete(identities)
    .where(and(eq(identities.provider, provider), inArray(identities.userId, userOfEvent(db, eventId))))

/**
 * Unlinks every provider from the event's user, if their address waits to be confirmed: whoever linked them need not be
 * the one who now proves the address.
 */
export const deleteUnprovenIdentities = (db: Database, eventId: string) =>
  db.delete(identities).where(
    inArray(
      identities.userId,
      db
        .select({ _id: users._id })
        .from(users)
        .where(and(inArray(users._id, userOfEvent(db, eventId)), eq(users.emailVerified, false))),
    ),
  )

import { and, asc, eq, exists, inArray, isNotNull, isNull, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
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

/** The user to whom this very call linked the identity, unless it is the one that the call made. */
export const linkedNow = (db: Database, identity: NewIdentity, newUserId?: string) =>
  and(
    newUserId === undefined ? undefined : ne(users._id, newUserId),
    inArray(
      users._id,
      db
        .select({ userId: identities.userId })
        .from(identities)
        .where(and(isIdentity(identity), eq(identities.createdAt, identity.createdAt))),
    ),
  )

/** A user whose `email` the provider has verified, if it has. */
type NewUserForIdentity = Pick<NewUser, '_id' | 'name' | 'createdAt' | 'updatedAt'> & { email: string | null }

/** Adds a user for an identity that is not linked yet; changes nothing without an email, or if that is there already. */
export const insertUserForIdentity = (db: Database, user: NewUserForIdentity, key: IdentityKey) =>
  db
    .insert(users)
    .select(
      db
        .select({
          _id: sql`${user._id}`.as('id'),
          email: sql`${user.email}`.as('email'),
          passwordHash: sql`NULL`.as('password_hash'),
          name: sql`${user.name}`.as('name'),
          bio: sql`NULL`.as('bio'),
          avatarUrl: sql`NULL`.as('avatar_url'),
          locale: sql`NULL`.as('locale'),
          emailVerified: sql`1`.as('email_verified'),
          disabledAt: sql`NULL`.as('disabled_at'),
          createdAt: sql`${user.createdAt.getTime()}`.as('created_at'),
          updatedAt: sql`${user.updatedAt.getTime()}`.as('updated_at'),
        })
        .from(sql`(SELECT 1)`)
        .where(and(notExists(ownerOf(db, key)), sql`${user.email} IS NOT NULL`)),
    )
    .onConflictDoNothing()

/** Links an identity to the user that `who` finds; changes nothing if either has such a link already. */
export const insertIdentity = (db: Database, identity: NewIdentity, who: SQL | undefined) =>
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
        .where(who),
    )
    .onConflictDoNothing()

/** The user with an email that they have proven, as the provider has: both sides know that it is one person. */
export const userWithVerifiedEmail = (email: string | null) =>
  and(hasEmail(email), eq(users.emailVerified, true), isNull(users.disabledAt))

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

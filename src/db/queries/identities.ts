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
import type { Provider } from '../enums.ts'
import type { Caller, IdentityKey, NewEvent, NewIdentity, NewUser } from '../rows.ts'
import { identities, users } from '../schema.ts'
import { callersUser } from './caller.ts'
import { recordEvent, userOfEvent } from './events.ts'
import { type Bindable, type Builder, into, type Place, query } from './query.ts'

const isIdentity = ({ provider, subject }: Bindable<IdentityKey>) =>
  and(eq(identities.provider, provider), eq(identities.subject, subject))

const ownerOf = (db: Builder, key: Bindable<IdentityKey>) =>
  db.select({ userId: identities.userId }).from(identities).where(isIdentity(key))

/** The user whom this identity signs in. */
const userWithIdentity = (db: Builder, key: Bindable<IdentityKey>) => inArray(users._id, ownerOf(db, key))

const identityExists = (db: Builder, condition: SQL) =>
  exists(
    db
      .select({ subject: identities.subject })
      .from(identities)
      .where(and(eq(identities.userId, users._id), condition)),
  )

/** The user of `who`, if the identity is linked to nobody, and none of its provider to them. */
const withoutIdentity = (db: Builder, who: SQL | undefined, key: Bindable<IdentityKey>) =>
  and(who, notExists(ownerOf(db, key)), not(identityExists(db, eq(identities.provider, key.provider))))

/** SQL knows nobody whose email is NULL. */
const hasEmail = (email: Place<string | null>) => sql`${users.email} = ${email}`

// Signing in.

/** A user whose `email` the provider has verified, if it has. */
type NewUserForIdentity = Pick<NewUser, '_id' | 'name' | 'createdAt' | 'updatedAt'> & { email: string | null }

/** Every column with its default, in the table's order, which a SELECT that fills it has to keep: a new profile field is one of them. */
const noUser = mapValues(getTableColumns(users), (column) => sql`${column.default ?? null}`.as(column.name))

/** Adds a user for an identity that is not linked yet; changes nothing without an email, or if that is there already. */
export const insertUserForIdentity = query((db, user: Bindable<NewUserForIdentity & IdentityKey>) =>
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

/** Records an event for the user, whoever they are. */
export const recordOfUser = query((db, event: Bindable<NewEvent & { userId: string }>) =>
  recordEvent(db, event, eq(users._id, event.userId)),
)

/**
 * Records an event for whoever had the email before this call, and has proven it as the provider has: both sides know
 * that it is one person. Nobody, if the identity is linked already, or another of its provider to them.
 */
export const recordLinkByEmail = query(
  (db, event: Bindable<NewEvent & IdentityKey & { email: string | null; newUserId: string }>) => {
    const userWithVerifiedEmail = and(
      ne(users._id, event.newUserId),
      hasEmail(event.email),
      eq(users.emailVerified, true),
      isNull(users.disabledAt),
    )
    return recordEvent(db, event, withoutIdentity(db, userWithVerifiedEmail, event))
  },
)

/** Records an event for the user whom the identity signs in, if nobody disabled them. */
export const recordWithIdentity = query((db, event: Bindable<NewEvent & IdentityKey>) =>
  recordEvent(db, event, and(userWithIdentity(db, event), isNull(users.disabledAt))),
)

/** Whoever is in the way of a sign-in that found nobody: the user with the identity, or with the email. */
export const selectObstacles = query((db, key: Bindable<IdentityKey & { email: string | null }>) =>
  db
    .select({ disabledAt: users.disabledAt })
    .from(users)
    .where(or(userWithIdentity(db, key), hasEmail(key.email))),
)

// Linking and unlinking.

/** Links an identity to the event's user. */
export const insertIdentity = query((db, identity: Bindable<NewIdentity & { eventId: string }>) =>
  insertIdentityOf(db, identity, inArray(users._id, userOfEvent(db, identity.eventId))),
)

/** Links an identity to the user of either event: whoever was recorded as registered by it, or as linked to it. */
export const insertIdentityOfSignIn = query(
  (db, identity: Bindable<NewIdentity & { registeredId: string; linkedId: string }>) =>
    insertIdentityOf(
      db,
      identity,
      or(
        inArray(users._id, userOfEvent(db, identity.registeredId)),
        inArray(users._id, userOfEvent(db, identity.linkedId)),
      ),
    ),
)

const insertIdentityOf = (db: Builder, identity: Bindable<NewIdentity>, who: SQL | undefined) =>
  db
    .insert(identities)
    .select(
      db
        .select({
          provider: into(identities.provider, identity.provider),
          subject: into(identities.subject, identity.subject),
          userId: users._id,
          email: into(identities.email, identity.email),
          createdAt: into(identities.createdAt, identity.createdAt),
        })
        .from(users)
        .where(who),
    )
    .onConflictDoNothing()

/** Records that the caller links an identity, if it is linked to nobody, and none of its provider to them. */
export const recordLink = query((db, event: Bindable<NewEvent & Caller & IdentityKey>) =>
  recordEvent(db, event, withoutIdentity(db, callersUser(db, event, event.createdAt), event)),
)

/** Records that the caller unlinks a provider, if they have its identity and can sign in without it. */
export const recordUnlink = query((db, event: Bindable<NewEvent & Caller & { provider: Provider }>) =>
  recordEvent(
    db,
    event,
    and(
      callersUser(db, event, event.createdAt),
      identityExists(db, eq(identities.provider, event.provider)),
      or(isNotNull(users.passwordHash), identityExists(db, ne(identities.provider, event.provider))),
    ),
  ),
)

/** A user's identities, the oldest first. */
export const selectIdentities = query((db, { userId }: Bindable<{ userId: string }>) =>
  db
    .select({
      provider: identities.provider,
      subject: identities.subject,
      email: identities.email,
      createdAt: identities.createdAt,
    })
    .from(identities)
    .where(eq(identities.userId, userId))
    .orderBy(asc(identities.createdAt)),
)

/** Unlinks a provider from the event's user. */
export const deleteIdentity = query((db, { eventId, provider }: Bindable<{ eventId: string; provider: Provider }>) =>
  db
    .delete(identities)
    .where(and(eq(identities.provider, provider), inArray(identities.userId, userOfEvent(db, eventId)))),
)

/**
 * Unlinks every provider from the event's user, if their address waits to be confirmed: whoever linked them need not be
 * the one who now proves the address.
 */
export const deleteUnprovenIdentities = query((db, { eventId }: Bindable<{ eventId: string }>) =>
  db.delete(identities).where(
    inArray(
      identities.userId,
      db
        .select({ _id: users._id })
        .from(users)
        .where(and(inArray(users._id, userOfEvent(db, eventId)), eq(users.emailVerified, false))),
    ),
  ),
)

/** Erases the caller, if this identity is theirs. */
export const deleteCallerWithIdentity = query((db, caller: Bindable<Caller & IdentityKey & { now: Date }>) =>
  db.delete(users).where(and(callersUser(db, caller, caller.now), userWithIdentity(db, caller))),
)

import { and, eq, inArray, isNull, ne, not, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { EmailProof } from '../../model/email-proofs.ts'
import type { IdentityKey, NewEvent, NewIdentity, NewUser, ProfileChanges } from '../rows.ts'
import { users } from '../schema.ts'
import { hasNoneOf, insertIdentityOf } from './identities.ts'
import { filled } from './profile-columns.ts'
import { type Builder, type Param, type Params, query, queryOne, rowOf } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { holderOwnsMailbox, verifiedNow } from './verified.ts'
import { ownerOf, userWithIdentity } from './who.ts'

interface RegisteredUser extends Pick<NewUser, '_id' | 'name' | 'email' | 'createdAt' | 'updatedAt'> {
  passwordHash: string
  /** The other profile fields that were given. */
  profile: ProfileChanges
  /** JSON, as text; nothing for none. */
  userMetadata: string | undefined
}

/** Adds a user; changes nothing if the email is taken, or this very user exists already. */
export const insertUser = query((db, user: Params<RegisteredUser>) =>
  insertUserIf(db, user, sql`1`, { ...filled(user.profile), name: user.name }),
)

/** What a login needs to know about an email: at most one row. */
export const selectCredential = queryOne((db, { email }: Params<{ email: string }>) =>
  db
    .select({
      _id: users._id,
      emailVerified: users.emailVerified,
      passwordHash: users.passwordHash,
      disabledAt: users.disabledAt,
      locale: users.locale,
    })
    .from(users)
    .where(eq(users.email, email)),
)

/**
 * A new user; `email` is null unless the provider has verified it. `ownsMailbox`: it counts as verified here, too, since
 * the provider is an authority for it.
 */
type NewUserForIdentity = Pick<NewUser, '_id' | 'name' | 'createdAt' | 'updatedAt'> & {
  email: string | null
  ownsMailbox: boolean
}

/**
 * Adds a user for an identity that is not linked yet; changes nothing without an email, or if a user has it already.
 */
export const insertUserForIdentity = query((db, user: Params<NewUserForIdentity & IdentityKey>) =>
  insertUserIf(db, user, and(notExists(ownerOf(db, user)), sql`${user.email} IS NOT NULL`), {
    emailVerified: sql`${user.ownsMailbox}`,
    emailVerifiedBy: sql`CASE WHEN ${user.ownsMailbox} THEN ${BY_PROVIDER} END`,
    emailVerifiedAt: sql`CASE WHEN ${user.ownsMailbox} THEN ${user.createdAt} END`,
  }),
)

const BY_PROVIDER: EmailProof = 'provider'

/** Adds a user, if the condition holds; changes nothing if the email is taken. */
export const insertUserIf = (
  db: Builder,
  user: object,
  condition: SQL | undefined,
  given: Record<string, SQL | Param<string>>,
) =>
  db
    .insert(users)
    .select(
      db
        .select(rowOf(users, user, given))
        .from(sql`(SELECT 1)`)
        .where(condition),
    )
    .onConflictDoNothing()

/**
 * Records an event for the user who had the email before this call and has verified it, as the provider has, which is an
 * authority for it: both sides know that it is the same person. Not if the identity is linked already. Not either if
 * they have another one of its provider, unless they lose that (`recordTakeover`).
 */
export const recordLinkByEmail = eventQuery(
  (db, event: Params<NewEvent & IdentityKey & { ownedEmail: string | null; newUserId: string }>) =>
    and(
      ne(users._id, event.newUserId),
      hasEmail(event.ownedEmail),
      eq(users.emailVerified, true),
      isNull(users.disabledAt),
      notExists(ownerOf(db, event)),
      or(not(holderOwnsMailbox), hasNoneOf(db, event.provider)),
    ),
)

/**
 * Records that the user of a link by email gets the account anew: whoever held it until now has not shown that the
 * mailbox is theirs.
 */
export const recordTakeover = eventQuery((db, event: Params<NewEvent & { linkedId: string }>) =>
  and(inArray(users._id, userOfEvent(db, event.linkedId)), not(holderOwnsMailbox)),
)

/** Drops the password of the event's user, and marks their email address verified, now by whoever owns it. */
export const handOver = query((db, { eventId, by, now }: Params<{ eventId: string; by: EmailProof; now: Date }>) =>
  db
    .update(users)
    .set({ passwordHash: null, ...verifiedNow(by, now), updatedAt: sql`${now}` })
    .where(inArray(users._id, userOfEvent(db, eventId))),
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
      false,
    ),
)

/** Finds nobody if the email is NULL. */
const hasEmail = (email: Param<string | null>) => sql`${users.email} = ${email}`

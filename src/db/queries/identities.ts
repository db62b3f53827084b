import { and, asc, eq, gte, inArray, isNotNull, ne, not, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { Provider } from '../../model/providers.ts'
import type { IdentityKey, NewEvent, NewIdentity } from '../rows.ts'
import { identities, users } from '../schema.ts'
import { type Builder, type Param, type Params, query, rowOf } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { isRecentSignIn, isRecentSignInOrGuest, type RecentCaller } from './recent-sign-in.ts'
import { holderOwnsMailbox } from './verified.ts'
import { identityExists, passkeyExists } from './ways-in.ts'
import { callersUser, ownerOf } from './who.ts'

/** Whether the user in the current row has no identity of a provider. */
export const hasNoneOf = (db: Builder, provider: Param<Provider>) =>
  not(identityExists(db, eq(identities.provider, provider)))

/** Links an identity to the event's user, from within their session. */
export const insertIdentity = query((db, identity: Params<NewIdentity & { eventId: string }>) =>
  insertIdentityOf(db, identity, inArray(users._id, userOfEvent(db, identity.eventId)), true),
)

/** Links an identity to the user that `who` finds. */
export const insertIdentityOf = (
  db: Builder,
  identity: Params<NewIdentity>,
  who: SQL | undefined,
  linkedInSession: boolean,
) =>
  db
    .insert(identities)
    .select(
      db
        .select(rowOf(identities, identity, { userId: users._id, linkedInSession: sql`${Number(linkedInSession)}` }))
        .from(users)
        .where(who),
    )
    .onConflictDoNothing()

/**
 * Records that the caller links an identity, if they have signed in recently, it is linked to nobody, and they have
 * none of its provider; or are a guest.
 */
export const recordLink = eventQuery((db, event: Params<NewEvent & RecentCaller & IdentityKey>) =>
  and(
    callersUser(db, event, event.createdAt),
    isRecentSignInOrGuest(db, event),
    notExists(ownerOf(db, event)),
    hasNoneOf(db, event.provider),
  ),
)

/**
 * Records that the caller unlinks a provider, if they have signed in recently, have its identity and another way to
 * sign in.
 */
export const recordUnlink = eventQuery((db, event: Params<NewEvent & RecentCaller & { provider: Provider }>) =>
  and(
    callersUser(db, event, event.createdAt),
    isRecentSignIn(db, event),
    identityExists(db, eq(identities.provider, event.provider)),
    or(isNotNull(users.passwordHash), identityExists(db, ne(identities.provider, event.provider)), passkeyExists(db)),
  ),
)

/** A user's identities, the oldest first. */
export const selectIdentities = query((db, { userId }: Params<{ userId: string }>) =>
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
export const deleteIdentity = query((db, { eventId, provider }: Params<{ eventId: string; provider: Provider }>) =>
  db
    .delete(identities)
    .where(and(eq(identities.provider, provider), inArray(identities.userId, userOfEvent(db, eventId)))),
)

/** Unlinks every identity from the event's user. */
export const deleteIdentities = query((db, { eventId }: Params<{ eventId: string }>) =>
  db.delete(identities).where(inArray(identities.userId, userOfEvent(db, eventId))),
)

/**
 * Unlinks from the event's user every identity but those that they linked from within a session, since that session's
 * holder has shown that the email address is theirs: any other may have been linked by someone other than the person who
 * has now proven it.
 */
export const deleteForeignIdentities = query((db, { eventId }: Params<{ eventId: string }>) =>
  db.delete(identities).where(
    and(
      inArray(identities.userId, userOfEvent(db, eventId)),
      notExists(
        db
          .select({ _id: users._id })
          .from(users)
          .where(
            and(
              eq(users._id, identities.userId),
              holderOwnsMailbox,
              eq(identities.linkedInSession, true),
              gte(identities.createdAt, users.emailVerifiedAt),
            ),
          ),
      ),
    ),
  ),
)

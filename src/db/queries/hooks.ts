import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { ADMIN_ROLE } from '../../model/operator.ts'
import type { Proof } from '../../model/proof.ts'
import type { IdentityKey, ProfileChanges } from '../rows.ts'
import { events, loginCodes, users } from '../schema.ts'
import { type GivenLoginCode, isRightCode } from './code-login.ts'
import { hasFactor } from './factors.ts'
import { mergePatch, orNull } from './merge-patch.ts'
import { changed } from './profile-columns.ts'
import { provenUser } from './proof.ts'
import { type Builder, type Params, query, queryOne } from './query.ts'
import { userOfEvent } from './receipt.ts'
import { hasRole } from './roles.ts'
import { holderOwnsMailbox } from './verified.ts'
import { ownerOf } from './who.ts'

// What a call has to know before its batch, and what it writes besides, where the team has hooks.

const flag = (condition: SQL | undefined, name: string) =>
  sql<boolean>`${condition}`.mapWith(users.emailVerified).as(name)

/** Whether a user has a second factor. */
export const selectUserToSignIn = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({ hasFactor: flag(hasFactor(db), 'has_factor') })
    .from(users)
    .where(eq(users._id, userId)),
)

/** A second factor that the owner of the mailbox will find when they come (`deleteForeignFactors`). */
const keptFactor = (db: Builder) => and(hasFactor(db), or(holderOwnsMailbox, hasRole(ADMIN_ROLE)))

/** The user of a proof, if it holds, and whether they will have a second factor. */
export const selectProvenUser = queryOne((db, { proof, now }: Params<{ proof: Proof; now: Date }>) =>
  db
    .select({ userId: users._id, hasFactor: flag(keptFactor(db), 'has_factor') })
    .from(users)
    .where(provenUser(db, proof, now)),
)

/** The email address of a code that signs in, if it is right. */
export const selectRightLoginCode = queryOne((db, given: Params<GivenLoginCode & { now: Date }>) =>
  db
    .select({ email: loginCodes.address })
    .from(loginCodes)
    .where(isRightCode(db, given, given.now)),
)

/** The user who has an email address, disabled or not, and whether they will have a second factor. */
export const selectUserWithEmail = queryOne((db, { email }: Params<{ email: string }>) =>
  db
    .select({ userId: users._id, hasFactor: flag(keptFactor(db), 'has_factor'), disabledAt: users.disabledAt })
    .from(users)
    .where(eq(users.email, email)),
)

/** The user who has an identity, and the one who has the email, disabled or not, with what decides whether it is linked to them. */
export const selectUsersOfIdentity = query((db, key: Params<IdentityKey & { email: string | null }>) =>
  db
    .select({
      userId: users._id,
      isLinked: flag(inArray(users._id, ownerOf(db, key)), 'is_linked'),
      hasFactor: flag(hasFactor(db), 'has_factor'),
      keepsFactor: flag(keptFactor(db), 'keeps_factor'),
      emailVerified: users.emailVerified,
      disabledAt: users.disabledAt,
    })
    .from(users)
    .where(or(inArray(users._id, ownerOf(db, key)), sql`${users.email} = ${key.email}`)),
)

/** What is stored of a new user besides: profile fields, and members of the metadata of operators, if `patch` is given. */
interface Filling {
  eventId: string
  profile: ProfileChanges
  patch: string | null
}

/** Adds what a hook says to the user of an event. */
export const fillUserOfEvent = query((db, { eventId, profile, patch }: Params<Filling>) =>
  db
    .update(users)
    .set({
      ...changed(profile),
      appMetadata: sql`CASE WHEN ${patch} IS NULL THEN ${users.appMetadata} ELSE ${orNull(mergePatch(users.appMetadata, sql`${patch}`))} END`,
    })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)

/** Those of some events that were recorded, as they are now; `eventIds` is a JSON list. */
export const selectEventsById = query((db, { eventIds }: Params<{ eventIds: readonly string[] }>) =>
  db
    .select({
      _id: events._id,
      type: events.type,
      userId: events.userId,
      sessionId: events.sessionId,
      createdAt: events.createdAt,
      method: events.method,
      otherId: events.otherId,
      bySupport: events.bySupport,
    })
    .from(events)
    .where(inArray(events._id, sql`(SELECT value FROM json_each(${eventIds}))`)),
)

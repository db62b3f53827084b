import { and, eq, exists, gt, isNotNull, not, or, type SQL } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import { ADMIN_ROLE } from '../../model/operator.ts'
import { sessions, users } from '../schema.ts'
import { type Builder, type Params, queryOne } from './query.ts'
import { hasRole } from './roles.ts'
import { passkeyExists } from './ways-in.ts'
import { signedInAt } from './who.ts'

/** A caller, and after which time a sign-in is recent. */
export type RecentCaller = Caller & { signedInAfter: Date }

/**
 * Whether the user of the current session is an admin who has a passkey. A password alone signs them in, too, but must not
 * give them another way to level 2: whoever had it would operate the service.
 */
const hasToShowPasskey = (db: Builder) =>
  exists(
    db
      .select({ _id: users._id })
      .from(users)
      .where(and(eq(users._id, sessions.userId), isNotNull(users.roles), hasRole(ADMIN_ROLE), passkeyExists(db))),
  )

const recentSession = (db: Builder, caller: Params<RecentCaller>, level?: SQL) =>
  db
    .select({ createdAt: sessions.createdAt })
    .from(sessions)
    .where(
      and(
        eq(sessions._id, caller.sessionId),
        gt(signedInAt, caller.signedInAfter),
        or(gt(sessions.aal, 1), not(hasToShowPasskey(db))),
        level,
      ),
    )

/** Whether the caller has signed in recently, at the level that their session has; an admin who has a passkey, at level 2. */
export const isRecentSignIn = (db: Builder, caller: Params<RecentCaller>) => exists(recentSession(db, caller))

/**
 * The same, or they are a guest: they cannot sign in, and have no way in that a thief of the session could add another
 * to.
 */
export const isRecentSignInOrGuest = (db: Builder, caller: Params<RecentCaller>) =>
  or(eq(users.isGuest, true), isRecentSignIn(db, caller))

/** Whether the caller has shown a second factor recently. */
export const isRecentSecondFactor = (db: Builder, caller: Params<RecentCaller>) =>
  exists(recentSession(db, caller, gt(sessions.aal, 1)))

/** A row, if the caller has signed in recently, as `isRecentSignIn` says. */
export const selectRecentSignIn = queryOne((db, caller: Params<RecentCaller>) => recentSession(db, caller))

import { and, eq, exists, gt, or, type SQL } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import { sessions, users } from '../schema.ts'
import { type Builder, type Params, queryOne } from './query.ts'
import { signedInAt } from './who.ts'

/** A caller, and after which time a sign-in is recent. */
export type RecentCaller = Caller & { signedInAfter: Date }

const recentSession = (db: Builder, caller: Params<RecentCaller>, level?: SQL) =>
  db
    .select({ createdAt: sessions.createdAt })
    .from(sessions)
    .where(and(eq(sessions._id, caller.sessionId), gt(signedInAt, caller.signedInAfter), level))

/** Whether the caller has signed in recently, at the level that their session has. */
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

/** A row, if the caller has signed in recently, at the level that their session has. */
export const selectRecentSignIn = queryOne((db, caller: Params<RecentCaller>) => recentSession(db, caller))

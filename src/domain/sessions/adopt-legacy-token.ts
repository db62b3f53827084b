import type { CallerCtx, Ctx } from '../../context.ts'
import { type LegacyClaims, readLegacyToken } from '../../crypto/legacy-token.ts'
import { commit } from '../../db/client.ts'
import { extendSession, insertAdoptedSession, recordEventForSession } from '../../db/statements.ts'
import { newEvent } from '../events/new-event.ts'
import { newSession } from './new-session.ts'

/**
 * The claims of a token that the old backend signed, while such are accepted. One from before `EVENTS_RETENTION` is not:
 * what ended it may be forgotten.
 */
export async function readLegacySignIn(ctx: Ctx, token: string): Promise<LegacyClaims | undefined> {
  const { LEGACY_JWT_SECRET: secret, LEGACY_JWT_UNTIL: until, EVENTS_RETENTION: retention } = ctx.settings
  const now = ctx.now()
  if (!secret || !until || now >= until) return undefined
  const claims = await readLegacyToken(secret, token, now)
  return claims && claims.iat >= now.getTime() / 1_000 - retention ? claims : undefined
}

/**
 * Makes the session that stands for a token of the old backend: once, so that when it has ended the token is at its end,
 * too. The record that it was made is what says so, and makes no second one. A user who has logged out elsewhere or set
 * another password since the token was issued gets none. Whether there is one now is for the statement of the route.
 * The sign-in was when the token was issued: the session is as old as that, where a recent one is asked for.
 */
export async function adoptLegacyToken(ctx: CallerCtx, { sid, iat, eventId }: LegacyClaims): Promise<void> {
  const { caller, db } = ctx
  const now = ctx.now()
  const issuedAt = new Date(iat * 1_000)
  const session = { ...newSession(ctx, undefined), _id: sid, createdAt: issuedAt }
  const event = { ...newEvent(ctx, 'logged_in'), sessionId: sid, _id: eventId }
  await commit(db, [
    insertAdoptedSession({ ...session, userId: caller.userId, eventId, issuedAt }),
    recordEventForSession(event),
    extendSession({ ...caller, now, expiresAt: session.expiresAt }),
  ])
}

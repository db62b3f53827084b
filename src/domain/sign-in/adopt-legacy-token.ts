import { type LegacyClaims, readLegacyToken } from '../../crypto/legacy-token.ts'
import { commitRepeatable } from '../../db/commit.ts'
import { recordEventForSession } from '../../db/statements/events.gen.ts'
import { extendSession, insertAdoptedSession } from '../../db/statements/sessions.gen.ts'
import type { CallerCtx, Ctx } from '../context.ts'
import { newEvent } from '../events/new-event.ts'
import { newSession, prolongation, sessionEnd } from './new-session.ts'

/**
 * The claims of a token of the old backend, while such tokens are accepted. One older than `EVENTS_RETENTION` is not:
 * the event that ended it may have been deleted.
 */
export async function readLegacySignIn(ctx: Ctx, token: string): Promise<LegacyClaims | undefined> {
  const { legacyTokens, EVENTS_RETENTION: retention } = ctx.settings
  const now = ctx.now()
  if (!legacyTokens || now >= legacyTokens.until) return undefined
  const claims = await readLegacyToken(legacyTokens.secret, token, now)
  return claims && claims.iat >= now.getTime() / 1_000 - retention ? claims : undefined
}

/**
 * Creates the session that stands for a token of the old backend, once: when that session ends, so does the token. The
 * event that records the creation prevents a second one. A user who has ended their other sessions or set another
 * password since the token was issued gets none. The statement of the route checks whether there is a session now. It
 * counts as begun when the token was issued, where a recent one is required.
 */
export async function adoptLegacyToken(ctx: CallerCtx, { sid, iat, eventId }: LegacyClaims): Promise<void> {
  const { caller, db } = ctx
  const now = ctx.now()
  const issuedAt = new Date(iat * 1_000)
  const times = { createdAt: issuedAt, expiresAt: sessionEnd(ctx, now, issuedAt) }
  const session = { ...newSession(ctx, undefined), ...times, _id: sid }
  const event = { ...newEvent(ctx, 'logged_in'), sessionId: sid, _id: eventId }
  await commitRepeatable(db, {
    session: insertAdoptedSession({ ...session, userId: caller.userId, eventId, issuedAt }),
    event: recordEventForSession(event),
    extension: extendSession({ ...caller, generation: 0, now, ...prolongation(ctx, now) }),
  })
}

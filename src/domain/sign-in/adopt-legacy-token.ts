import type { LegacyTokens } from '../../config/settings.ts'
import { type LegacyClaims, type LegacyFailure, readLegacyToken } from '../../crypto/legacy-token.ts'
import { commitRepeatable } from '../../db/commit.ts'
import type { Granted } from '../../db/rows.ts'
import { recordEventForSession } from '../../db/statements/events.gen.ts'
import { extendSession, insertAdoptedSession } from '../../db/statements/sessions.gen.ts'
import { guessTime } from '../../lib/guess-time.ts'
import { log } from '../../lib/log.ts'
import type { CallerCtx, Ctx } from '../context.ts'
import { newEvent } from '../events/new-event.ts'
import { recentSince } from '../proofs/recent-sign-in.ts'
import { newSession, prolongation, sessionEnd } from './new-session.ts'

let warnedOf: string | undefined

/**
 * The claims of a token of the old backend, or which check it fails. One older than `EVENTS_RETENTION` is not accepted:
 * the event that ended it may have been deleted.
 */
export async function readLegacySignIn(
  { settings, now }: Ctx,
  legacyTokens: LegacyTokens,
  token: string,
): Promise<LegacyClaims | { failed: LegacyFailure }> {
  if (now() < legacyTokens.until) warnOnce(legacyTokens.secret)
  return readLegacyToken({ ...legacyTokens, maxAgeSeconds: settings.EVENTS_RETENTION }, token, now())
}

/**
 * Creates the session that stands for a token of the old backend, once: when that session ends, so does the token. The
 * event that records the creation prevents a second one. A user who was not imported, or has ended their other sessions
 * here or set another password, gets none. The statement of the route checks whether there is a session now. It is never
 * a recent sign-in: that was at the old backend, and only the token says when. Returns what its user was granted, if the
 * session is live.
 */
export async function adoptLegacyToken(
  ctx: CallerCtx,
  { sid, iat, eventId }: LegacyClaims,
): Promise<Granted | undefined> {
  const { caller, db } = ctx
  const now = ctx.now()
  const createdAt = new Date(Math.min(iat * 1_000, recentSince(now).getTime()))
  const times = { createdAt, expiresAt: sessionEnd(ctx, now, createdAt) }
  const session = { ...newSession(ctx, undefined), ...times, _id: sid }
  const event = { ...newEvent(ctx, 'logged_in'), sessionId: sid, _id: eventId }
  const { extension } = await commitRepeatable(db, {
    session: insertAdoptedSession({ ...session, userId: caller.userId, eventId }),
    event: recordEventForSession(event),
    extension: extendSession({ ...caller, generation: 0, now, ...prolongation(ctx, now) }),
  })
  return extension
}

/** Says once that the secret is short, and what that means. */
function warnOnce(secret: string): void {
  if (warnedOf === secret) return
  warnedOf = secret
  const guessedWithin = guessTime(secret)
  if (!guessedWithin) return
  log('error', 'legacy_secret_weak', { bytes: new TextEncoder().encode(secret).length, guessedWithin })
}

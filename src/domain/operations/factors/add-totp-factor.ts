import { encodeBase32UpperCaseNoPadding } from '@oslojs/encoding'
import { renderSVG } from 'uqr'
import { seal } from '../../../crypto/sealed.ts'
import { drawSecret, totpUri } from '../../../crypto/totp.ts'
import { commit } from '../../../db/commit.ts'
import { deleteBegunFactors, insertFactor, selectFactor, selectFactors } from '../../../db/statements/factors.gen.ts'
import { selectCallersPassword } from '../../../db/statements/password.gen.ts'
import { selectRecentSignIn } from '../../../db/statements/recent-sign-in.gen.ts'
import { encodeBase64url } from '../../../lib/base64url.ts'
import { newId } from '../../../lib/id.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { notRecent } from '../../factors/not-recent.ts'
import { requireFactors } from '../../factors/require-factors.ts'
import { secretPlace } from '../../factors/secret-place.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/** What a factor is called that was given no name. */
export const NAMELESS = 'Authenticator app'

/** A factor that is not confirmed yet, and what an authenticator app needs to make its codes. */
interface BegunFactor {
  factorId: string
  /** In base32, for whoever types it. */
  secret: string
  uri: string
  /** The same as a QR code. */
  qrSvg: string
}

interface NewFactor {
  name?: string | undefined
  /** What the authenticator app shows as the service; without it that is the app's name. */
  issuer?: string | undefined
}

/**
 * Begins to add an authenticator app (TOTP, RFC 6238): nothing demands it until its first code confirms it. What the
 * caller has begun before and not confirmed is given up. Throws `factors_not_configured`, `recent_login_required` (or
 * `recent_second_factor_required` where they have a factor), `too_many_factors`, `rate_limited`, `session_ended`,
 * `account_disabled`.
 */
export async function addTotpFactor(
  ctx: CallerCtx,
  { name = NAMELESS, issuer = ctx.settings.APP_NAME }: NewFactor,
): Promise<BegunFactor> {
  requireFactors(ctx)
  const { caller, db, settings } = ctx
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.sessionId)
  const _id = newId()
  const bytes = drawSecret()
  const { sealed, keyId } = await seal(settings.encryptionKeys, secretPlace(_id), encodeBase64url(bytes))
  const now = ctx.now()
  const recent = { ...caller, signedInAfter: recentSince(now), now }
  const { owner, added, factors, recentSignIn } = await commit(db, {
    begun: deleteBegunFactors(recent),
    factor: insertFactor({ ...recent, _id, type: 'totp', name, secret: sealed, keyId, createdAt: now }),
    owner: selectCallersPassword({ ...caller, now }),
    added: selectFactor({ userId: caller.userId, factorId: _id }),
    factors: selectFactors({ userId: caller.userId }),
    recentSignIn: selectRecentSignIn(recent),
  })
  const { email, name: ownersName } = requireCaller(ctx, owner)
  if (!added) throw recentSignIn ? new Problem('too_many_factors') : notRecent(factors)
  const secret = encodeBase32UpperCaseNoPadding(bytes)
  const uri = totpUri(issuer, email ?? ownersName, secret)
  return { factorId: _id, secret, uri, qrSvg: renderSVG(uri) }
}

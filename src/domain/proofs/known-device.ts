import { readRefreshToken } from '../../crypto/tokens.ts'
import type { Ctx } from '../context.ts'
import { deviceAttemptKey } from './attempt-keys.ts'

const REMEMBERED_SECONDS = 400 * 24 * 60 * 60 // after the end of its session; as long as browsers keep a cookie

/**
 * Under which key attempts are counted on a device that shows the last refresh token it has had, also of a session that
 * has ended (OWASP, device cookies): strangers who guess do not block it. The statement checks that it is the device of
 * the user who has the email. Any other token is as good as none.
 */
export async function knownDevice(ctx: Ctx, email: string, deviceToken: string | undefined) {
  const claims = deviceToken === undefined ? undefined : await readRefreshToken(ctx, deviceToken, ctx.now())
  const isRemembered = claims && ctx.now().getTime() / 1_000 < claims.exp + REMEMBERED_SECONDS
  if (!isRemembered) return { deviceKey: null, deviceUserId: null }
  return { deviceKey: await deviceAttemptKey(ctx, email, claims.sid), deviceUserId: claims.sub }
}

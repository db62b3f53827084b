import { readAccessToken } from '../../crypto/tokens.ts'
import type { Ctx } from '../context.ts'

/** Whom an access token names that is given as a guest's. Whether they are one, and their session is live, the statement asks. */
interface GivenGuest {
  guestId: string
  guestSessionId: string
}

/** Reads the access token of a guest; `undefined` for one that is none, or has expired: that is no reason not to sign in. */
export async function readGuestToken(ctx: Ctx, guestToken: string): Promise<GivenGuest | undefined> {
  const now = ctx.now()
  const claims = await readAccessToken(ctx, guestToken, now)
  if (!claims || claims.exp * 1_000 <= now.getTime()) return undefined
  return { guestId: claims.sub, guestSessionId: claims.sid }
}

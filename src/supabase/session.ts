import type { SupabaseSettings } from '../config/supabase-api.ts'
import { readUnverified } from '../crypto/read-unverified.ts'
import { type AccessClaims, signAccessToken, type TokenScope } from '../crypto/tokens.ts'
import type { Alongside, Answers } from '../db/database.ts'
import { selectAccountOfSession } from '../db/statements/accounts.gen.ts'
import type { Ctx } from '../domain/context.ts'
import { keepDerivedIds } from '../domain/derived-ids.ts'
import type { TokenPair } from '../domain/sign-in/issue-tokens.ts'
import { newId } from '../lib/id.ts'
import type { AuthMethod } from '../model/auth-methods.ts'
import { toUuid, unreadable } from './ids.ts'
import { presentUser } from './present-user.ts'

/** An account, and the session by which it was found. */
export type SessionAccount = NonNullable<Answers<{ account: ReturnType<typeof selectAccountOfSession> }>['account']>

/** What the access tokens of this protocol say of who issues them, and for whom. */
export const tokenScope = ({ keyring, issuer }: Ctx): TokenScope => ({
  keyring,
  issuer: `${issuer}/auth/v1`,
  audience: 'authenticated',
})

/**
 * The `ctx` for a call that starts or moves on a session: its account is read in each batch, so that the answer, which has all of
 * it, takes no round trip of its own. A new session gets the id that is read.
 */
export function readingAccount<C extends Ctx>(ctx: C, sessionId = newId()) {
  const alongside: Alongside<SessionAccount | undefined> = { statement: selectAccountOfSession({ sessionId }) }
  return {
    ctx: { ...ctx, db: { ...ctx.db, alongside }, signIns: { sessionId, stepsUpLater: true, codesByAddress: true } },
    /** What the last batch has found. Throws if that is nothing: the call has succeeded, so there is a session. */
    account(): SessionAccount {
      if (!alongside.found) throw new Error('no batch has read the account of the session')
      return alongside.found
    },
  }
}

/** How their `amr` calls what ours does. */
const METHODS: Record<AuthMethod, string> = {
  password: 'password',
  provider: 'oauth',
  reset_code: 'otp',
  login_code: 'otp',
  guest: 'anonymous',
  passkey: 'passkey',
  totp: 'totp',
  recovery_code: 'mfa/recovery_code',
}

const seconds = (time: Date | string): number => Math.floor(new Date(time).getTime() / 1_000)

/** The answer to every call that starts a session, or moves on the one with this id: the session, with its user. */
export async function answerSession<C extends Ctx>(
  from: { get(name: 'supabase'): SupabaseSettings },
  ctx: C,
  start: (ctx: C) => Promise<TokenPair | { tokens: TokenPair }>,
  sessionId?: string,
) {
  const reading = readingAccount(ctx, sessionId)
  const started = await start(reading.ctx)
  const tokens = 'tokens' in started ? started.tokens : started
  return presentSession(reading.ctx, from.get('supabase'), tokens, reading.account())
}

async function presentSession(
  ctx: Ctx,
  supabase: SupabaseSettings,
  { token, refreshToken }: TokenPair,
  account: SessionAccount,
) {
  const user = await presentUser(account, supabase)
  keepDerivedIds(ctx, await unreadable([account._id])) // admin calls have the UUID alone
  const own = readUnverified(token).payload as unknown as AccessClaims & { iss: string; aud: string } // signed a moment ago
  const { sub, sid, gen, iat, exp: _, iss: __, aud: ___, ...granted } = own
  const expiresIn = supabase.SUPABASE_ACCESS_TOKEN_TTL
  const claims = { sub: user.id, sid, gen, iat, exp: iat + expiresIn }
  const proofs: { method: AuthMethod; at: string }[] = JSON.parse(account.amr) // our own list
  const accessToken = await signAccessToken(tokenScope(ctx), claims, {
    ...(!account.secondFactorDue && granted), // until then the token grants nothing, also not by a hook
    _id: sub, // our own id, whatever its form: nobody has to read the UUID back
    session_id: await toUuid(account.sessionId),
    email: user.email,
    phone: user.phone,
    app_metadata: account.secondFactorDue ? {} : user.app_metadata,
    user_metadata: user.user_metadata,
    role: user.role,
    aal: `aal${account.aal}`,
    amr: proofs.map(({ method, at }) => ({ method: METHODS[method], timestamp: seconds(at) })).reverse(),
    is_anonymous: user.is_anonymous,
  })
  return {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: expiresIn,
    expires_at: claims.exp,
    refresh_token: refreshToken,
    user,
  }
}

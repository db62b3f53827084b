import { LatchkeyError, type LatchkeyErrorCode } from './error.ts'
import { type ApiAnswer, type Exchange, unexpected } from './http.ts'
import type { SignInKeeper } from './sign-in-keeper.ts'
import type { SignIn, Tokens } from './stored.ts'

/** The service's codes for a refresh token whose sign-in is over. Any other failure may be temporary. */
const OVER = new Set<LatchkeyErrorCode | undefined>([
  'token_invalid',
  'token_expired',
  'session_ended',
  'refresh_reused',
  'account_disabled',
])

/** Fresh tokens that replace those that were used; `undefined` if that sign-in has ended meanwhile. */
export type Refresh = (used: SignIn) => Promise<SignIn | undefined>

/**
 * Refreshes once for all calls that ask meanwhile. It may be killed at any point: the old tokens are stored until the
 * new ones are, and the service accepts the refresh token before the current one, too.
 */
export function createRefresh(exchange: Exchange, keeper: SignInKeeper): Refresh {
  let running: { id: string; refreshed: Promise<SignIn | undefined> } | undefined

  async function rotate(known: SignIn): Promise<SignIn | undefined> {
    const stored = await keeper.stored() // another process may have rotated what this one knows
    if (stored?.id !== known.id) {
      await keeper.look()
      return undefined
    }
    const { refreshToken } = stored
    if (refreshToken === undefined)
      throw new LatchkeyError('token_missing', { message: 'This sign-in has no refresh token: its calls renew it.' })
    try {
      const answer = await exchange<Data<Tokens>>({
        method: 'POST',
        path: '/users/token/refresh',
        answer: { status: 200, data: 'refreshToken' },
        body: { refreshToken },
      })
      return await keeper.rotate(stored, tokensOf(answer), answer.bookmark)
    } catch (error) {
      const code = codeOf(error)
      const successor = OVER.has(code) ? await keeper.end(stored, code) : undefined
      if (!successor) throw error
      return successor
    }
  }

  return async (used) => {
    const current = await keeper.current()
    if (current?.id !== used.id) return undefined
    if (current.token !== used.token) return current // another refresh was first
    if (running?.id === used.id) return running.refreshed // not the refresh of an earlier sign-in, which may hang
    const refreshed = rotate(current).finally(() => {
      if (running?.refreshed === refreshed) running = undefined
    })
    running = { id: used.id, refreshed }
    return refreshed
  }
}

/** An answer that should have tokens: it is not certain yet that it is the service's. */
export interface Data<T> {
  data?: Partial<T>
}

/** The tokens of an answer. Throws if it has none: valid ones must not be overwritten. */
export function tokensOf({ body, status }: ApiAnswer<Data<Tokens>>): Tokens {
  const { token, refreshToken } = body.data ?? {}
  if (!token || !refreshToken) throw unexpected(status)
  return { token, refreshToken }
}

export const codeOf = (error: unknown): LatchkeyErrorCode | undefined =>
  error instanceof LatchkeyError ? error.code : undefined

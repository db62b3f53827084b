import { LatchkeyError, type LatchkeyErrorCode } from './error.ts'
import { type ApiAnswer, type Exchange, unexpected } from './http.ts'
import type { SignIn, SignInKeeper, Tokens } from './sign-in.ts'

/** What the service says of a refresh token whose sign-in is over. Any other failure may pass. */
const OVER = new Set<LatchkeyErrorCode | undefined>([
  'token_invalid',
  'token_expired',
  'session_ended',
  'refresh_reused',
  'account_disabled',
])

/** Fresh tokens in place of those that were used; `undefined` if that sign-in is over meanwhile. */
export type Refresh = (used: SignIn) => Promise<SignIn | undefined>

/**
 * Refreshes once for all who ask meanwhile. It may be killed at any point: until the new tokens are stored the old ones
 * are, and the service takes the refresh token before the current one, too.
 */
export function createRefresh(exchange: Exchange, keeper: SignInKeeper): Refresh {
  let running: { id: string; refreshed: Promise<SignIn | undefined> } | undefined

  async function rotate(known: SignIn): Promise<SignIn | undefined> {
    const stored = await keeper.stored() // another process may have rotated what this one knows
    if (stored?.id !== known.id) {
      await keeper.end(known)
      return undefined
    }
    const { refreshToken } = stored
    if (refreshToken === undefined)
      throw new LatchkeyError('token_missing', { message: 'This sign-in has no refresh token: its calls renew it.' })
    try {
      const answer = await exchange<Data<Tokens>>({
        method: 'POST',
        path: '/users/token/refresh',
        body: { refreshToken },
      })
      return await keeper.rotate(stored, tokensOf(answer), answer.bookmark)
    } catch (error) {
      const code = codeOf(error)
      const others = OVER.has(code) ? await keeper.end(stored, code) : undefined
      if (!others) throw error
      return others
    }
  }

  return async (used) => {
    const current = await keeper.current()
    if (current?.id !== used.id) return undefined
    if (current.token !== used.token) return current // somebody else's refresh was first
    if (running?.id === used.id) return running.refreshed // not that of a sign-in before, which may hang
    const refreshed = rotate(current).finally(() => {
      if (running?.refreshed === refreshed) running = undefined
    })
    running = { id: used.id, refreshed }
    return refreshed
  }
}

/** What an answer with tokens may be: it is not sure yet that the service has given it. */
export interface Data<T> {
  data?: Partial<T>
}

/** The tokens of an answer. Throws if it has none: nothing may be stored over good ones. */
export function tokensOf({ body, status }: ApiAnswer<Data<Tokens>>): Tokens {
  const { token, refreshToken } = body.data ?? {}
  if (!token || !refreshToken) throw unexpected(status)
  return { token, refreshToken }
}

export const codeOf = (error: unknown): LatchkeyErrorCode | undefined =>
  error instanceof LatchkeyError ? error.code : undefined

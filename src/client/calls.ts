import { LatchkeyError } from './error.ts'
import type { ApiRequest, Exchange } from './http.ts'
import { codeOf, type Refresh, tokensOf } from './refresh.ts'
import type { SignIn, SignInKeeper, Tokens } from './sign-in.ts'

/** The ways to make a call: what it sends, and what becomes of the sign-in. Each gives the whole answer. */
export interface Calls {
  anonymous<T>(request: ApiRequest): Promise<T>
  authenticated<T>(request: ApiRequest): Promise<T>
  /** Gives what is in the answer, without the tokens. */
  signsIn<T>(request: ApiRequest): Promise<T>
  signsOut(request: ApiRequest): Promise<void>
}

export function createCalls(exchange: Exchange, keeper: SignInKeeper, refresh: Refresh): Calls {
  /** Once more after `token_expired` and after nothing else: then it is sure that nothing has been done yet. */
  async function callAs<T>(signIn: SignIn, request: ApiRequest): Promise<T> {
    try {
      return await attempt(signIn, request)
    } catch (error) {
      const refreshed = codeOf(error) === 'token_expired' ? await refresh(signIn) : undefined
      if (!refreshed) throw error // nobody is signed in any more, or somebody else, who has not made this call
      return attempt(refreshed, request)
    }
  }

  async function attempt<T>(signIn: SignIn, request: ApiRequest): Promise<T> {
    try {
      const { body, renewed, bookmark } = await exchange<T>(request, signIn)
      // A call that has succeeded does not fail for this: the next answer brings another.
      if (renewed) await keeper.renew(signIn, renewed, bookmark).catch(() => {})
      return body
    } catch (error) {
      const code = codeOf(error)
      if (code === 'session_ended' || code === 'account_disabled') await keeper.end(signIn, code)
      // A refresh tells whether the sign-in is over, or only this token is damaged or of a key that was removed.
      if (code === 'token_invalid') await refresh(signIn).catch(() => {})
      throw error
    }
  }

  return {
    anonymous: async <T>(request: ApiRequest) => (await exchange<T>(request)).body,

    authenticated: async (request) => callAs(await requireSignIn(keeper), request),

    signsIn: async <T>(request: ApiRequest) => {
      const answer = await exchange<{ data: T & Partial<Tokens> }>(request)
      await keeper.start(tokensOf(answer), answer.bookmark)
      const { data } = answer.body
      delete data.token // whoever shows, logs or keeps the answer has no use for them
      delete data.refreshToken
      return data
    },

    signsOut: async (request) => {
      const signIn = await requireSignIn(keeper)
      await callAs(signIn, request)
      await keeper.end(signIn)
    },
  }
}

/** Throws `token_missing`, as the service would, if nobody is signed in. */
export async function requireSignIn(keeper: SignInKeeper): Promise<SignIn> {
  const signIn = await keeper.current()
  if (signIn) return signIn
  throw new LatchkeyError('token_missing', { message: 'Nobody is signed in.' })
}

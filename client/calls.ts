import type { OwnProfile, SignedIn } from './api.gen.ts'
import { LatchkeyError, type LatchkeyErrorCode } from './error.ts'
import type { ApiRequest, Exchange } from './http.ts'
import { codeOf, type Data, type Refresh, tokensOf } from './refresh.ts'
import type { SignInKeeper } from './sign-in-keeper.ts'
import type { SignIn, Tokens } from './stored.ts'

/** The ways to make a call: what it sends, and what becomes of the sign-in. Each returns the whole answer. */
export interface Calls {
  anonymous<T>(request: ApiRequest): Promise<T>
  authenticated<T>(request: ApiRequest): Promise<T>
  /** Returns the profile, and keeps it as the last one. */
  ownProfile(request: ApiRequest): Promise<OwnProfile>
  /** Returns what is in the answer, without the tokens. */
  signsIn(request: ApiRequest): Promise<SignedIn>
  /** Replaces the session, or its tokens: the user stays signed in. Returns what else is in the answer. */
  replacesSession<T>(request: ApiRequest): Promise<T>
  signsOut(request: ApiRequest): Promise<void>
  /** Signs out, and leaves nothing of the sign-in. */
  deletesAccount(request: ApiRequest): Promise<void>
}

export function createCalls(exchange: Exchange, keeper: SignInKeeper, refresh: Refresh): Calls {
  type Attempt<T> = (signIn: SignIn) => Promise<T>

  /**
   * Calls once more with other tokens if the first were refused, and never otherwise: only then is it certain that
   * nothing was done.
   */
  async function callAs<T>(signIn: SignIn, attempt: Attempt<T>, mayRefresh = true): Promise<T> {
    try {
      return await attempt(signIn)
    } catch (error) {
      const code = codeOf(error)
      const asksRefresh = code === 'token_expired' && signIn.refreshToken !== undefined
      if (asksRefresh && !mayRefresh) throw error
      const successor = asksRefresh ? await refresh(signIn) : await successorAfter(code, signIn)
      if (!successor) throw error // nobody is signed in any more, or another user, who has not made this call
      return callAs(successor, attempt, mayRefresh && !asksRefresh)
    }
  }

  /** What a failure says about the tokens; returns the ones that have replaced them. */
  async function successorAfter(code: LatchkeyErrorCode | undefined, used: SignIn): Promise<SignIn | undefined> {
    if (isOver(code, used)) return keeper.end(used, code)
    // A refresh tells whether the sign-in is over, or only this token is damaged or signed with a removed key.
    if (code === 'token_invalid') await refresh(used).catch(() => {})
    return undefined
  }

  const once =
    <T>(request: ApiRequest): Attempt<T> =>
    async (signIn) => {
      const { body, renewed, bookmark } = await exchange<T>(request, signIn)
      // A call that has succeeded does not fail for this: the next answer brings another.
      if (renewed) await keeper.renew(signIn, renewed, bookmark).catch(() => {})
      return body
    }

  async function leaves(request: ApiRequest, isForgotten: boolean): Promise<void> {
    await callAs(await requireSignIn(keeper), (signIn) =>
      keeper.leave(signIn, () => once(request)(signIn), isForgotten),
    )
  }

  return {
    anonymous: async <T>(request: ApiRequest) => (await exchange<T>(request)).body,

    authenticated: async (request) => callAs(await requireSignIn(keeper), once(request)),

    ownProfile: async (request) =>
      callAs(await requireSignIn(keeper), async (signIn) => {
        const { data } = await once<{ data: OwnProfile }>(request)(signIn)
        await keeper.remember(signIn, data).catch(() => {})
        return data
      }),

    signsIn: async (request) => {
      const answer = await exchange<{ data: SignedIn & Partial<Tokens> }>(request)
      const tokens = tokensOf(answer)
      const { data } = answer.body
      delete data.token // code that shows, logs or keeps the answer has no use for them
      delete data.refreshToken
      const { mergedGuestId: _, ...profile } = data // it is told once
      await keeper.start(tokens, answer.bookmark, profile)
      return data
    },

    replacesSession: async <T>(request: ApiRequest) =>
      callAs(await requireSignIn(keeper), async (signIn) => {
        let rest: T | undefined
        await keeper.replace(signIn, async () => {
          const answer = await exchange<Data<Tokens>>(request, signIn)
          const tokens = tokensOf(answer)
          const others = Object.entries(answer.body.data ?? {}).filter(([name]) => !(name in tokens))
          if (others.length > 0) rest = Object.fromEntries(others) as T // the method has the type of the document
          return { ...tokens, bookmark: answer.bookmark }
        })
        return rest as T
      }),

    signsOut: (request) => leaves(request, false),

    deletesAccount: (request) => leaves(request, true),
  }
}

/** Without a refresh token, nothing can replace a token that was refused. */
function isOver(code: LatchkeyErrorCode | undefined, { refreshToken }: SignIn): boolean {
  if (code === 'token_expired' || code === 'token_invalid') return refreshToken === undefined
  return code === 'session_ended' || code === 'account_disabled'
}

/** Throws `token_missing`, as the service would, if nobody is signed in. */
export async function requireSignIn(keeper: SignInKeeper): Promise<SignIn> {
  const signIn = await keeper.current()
  if (signIn) return signIn
  throw new LatchkeyError('token_missing', { message: 'Nobody is signed in.' })
}

import type { Operations, OwnProfile } from './api.gen.ts'
import type { Exchange } from './http.ts'
import type { Listeners } from './listeners.ts'
import type { SignInKeeper } from './sign-in-keeper.ts'

/** Signs in with a token that the app has from elsewhere, and returns the own profile. */
export type Adopt = (token: string) => Promise<OwnProfile>

/**
 * Nothing is stored before the service has accepted the token. It answers a token of another backend with one of its
 * own, which is then stored. A user who is signed in stays so: an app that was killed before it deleted the old token
 * presents it again. If that sign-in turns out to be over, the token is tried after all.
 */
export function createAdopt(
  exchange: Exchange,
  keeper: SignInKeeper,
  { on }: Listeners,
  getProfile: Operations['getProfile'],
): Adopt {
  return async (token) => {
    const signedIn = (await keeper.current()) && (await profileUnlessOver())
    if (signedIn) return signedIn
    const request = { method: 'GET', path: '/users/profile', answer: { status: 200, data: '_id' } } as const
    const answer = await exchange<{ data: OwnProfile }>(request, { token })
    const { data } = answer.body
    return (await keeper.adopt(answer.renewed ?? token, answer.bookmark, data)) ? data : getProfile()
  }

  /** `undefined` if the service says that this sign-in is over, and not if the app ends it meanwhile. */
  async function profileUnlessOver(): Promise<OwnProfile | undefined> {
    let isOver = false
    const unsubscribe = on('signedOut', (reason) => {
      isOver = reason !== undefined
    })
    try {
      return await getProfile()
    } catch (error) {
      if (!isOver) throw error
      return undefined
    } finally {
      unsubscribe()
    }
  }
}

import type { Operations, OwnProfile } from './api.ts'
import { type Exchange, unexpected } from './http.ts'
import type { Data } from './refresh.ts'
import type { SignInKeeper } from './sign-in.ts'

/** Makes a sign-in of a token that the app has from elsewhere, and gives the own profile. */
export type Adopt = (token: string) => Promise<OwnProfile>

/**
 * Nothing is stored before the service has taken the token. It answers one of another backend with one of its own, which
 * is what is stored. Whoever is signed in stays so: an app that was killed before it deleted the old token comes with it again.
 */
export function createAdopt(exchange: Exchange, keeper: SignInKeeper, getProfile: Operations['getProfile']): Adopt {
  return async (token) => {
    if (!(await keeper.current())) {
      const answer = await exchange<Data<OwnProfile>>({ method: 'GET', path: '/users/profile' }, { token })
      const { data } = answer.body
      if (!isProfile(data)) throw unexpected(answer.status)
      if (await keeper.adopt(answer.renewed ?? token, answer.bookmark)) return data
    }
    return getProfile()
  }
}

const isProfile = (data: Partial<OwnProfile> | undefined): data is OwnProfile => typeof data?._id === 'string'

import type { OwnProfile } from './api.gen.ts'
import type { LastProfile } from './last-profile.ts'
import type { SignInKeeper } from './sign-in-keeper.ts'

/** Adds the access token of the guest who is signed in to what a sign-in says, unless the app gives one. */
type WithGuest = <B extends { guestToken?: string | null | undefined }>(body: B) => Promise<B>

/**
 * Whoever signs in while a guest is signed in here is that guest: the service merges them. An access token that has expired
 * is refreshed before, by a call. None of it is a reason to fail: then the guest stays, and nobody is merged.
 */
export function createWithGuest(
  keeper: SignInKeeper,
  last: LastProfile,
  getProfile: () => Promise<OwnProfile>,
): WithGuest {
  async function guestToken(): Promise<string | undefined> {
    const signIn = await keeper.look()
    if (!signIn || !(await last.of(signIn.id))?.isGuest) return undefined
    const { isGuest } = await getProfile()
    return isGuest ? (await keeper.current())?.token : undefined
  }

  return async (body) => {
    const token = body.guestToken || (await guestToken().catch(() => undefined))
    return token ? { ...body, guestToken: token } : body
  }
}

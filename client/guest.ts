import type { OwnProfile } from './api.gen.ts'
import type { LastProfile } from './last-profile.ts'
import type { SignInKeeper } from './sign-in-keeper.ts'

/** What a client does for a guest who is signed in here. None of it is a reason for a call to fail. */
interface GuestCare {
  /**
   * Adds the guest's access token to what a sign-in says, unless the app gives one: the service merges them. One that has
   * expired is refreshed before, by a call.
   */
  withGuest<B extends { guestToken?: string | null | undefined }>(body: B): Promise<B>
  /** Reads the profile anew if it is a guest's: they may have become a user. */
  meetUser(): Promise<void>
}

export function createGuestCare(
  keeper: SignInKeeper,
  last: LastProfile,
  getProfile: () => Promise<OwnProfile>,
): GuestCare {
  async function isGuest(): Promise<boolean> {
    const signIn = await keeper.look()
    return signIn !== undefined && (await last.of(signIn.id))?.isGuest === true && (await getProfile()).isGuest
  }

  return {
    async withGuest(body) {
      if (body.guestToken || !(await isGuest().catch(() => false))) return body
      const signIn = await keeper.current()
      return { ...body, guestToken: signIn?.token }
    },

    async meetUser() {
      await isGuest().catch(() => false)
    },
  }
}

import type { OwnProfile } from './api.gen.ts'
import type { LatchkeyErrorCode } from './error.ts'
import type { SignIn, Tokens } from './stored.ts'

/** Keeps the sign-in in the storage. Each method that changes it writes first; then the client and listeners see it. */
export interface SignInKeeper {
  /** The sign-in as this client knows it; the storage is asked only while it knows none. */
  current(): Promise<SignIn | undefined>
  /**
   * The sign-in as it is stored, which from then on is the one that this client knows; listeners are told if another
   * process has ended it. While the storage cannot be read, it is the known one. Throws if there is none of those.
   */
  look(): Promise<SignIn | undefined>
  /** Looks because another process has changed what is stored, and tells listeners of a sign-in, too. */
  follow(): Promise<void>
  /** The sign-in as it is stored: other processes write there too. */
  stored(): Promise<SignIn | undefined>
  start(tokens: Tokens, bookmark: string | undefined, profile: OwnProfile): Promise<void>
  /** Starts a sign-in with an access token alone, unless a user is signed in; returns whether it has. */
  adopt(token: string, bookmark: string | undefined, profile: OwnProfile): Promise<boolean>
  /** Keeps what this sign-in's user has read of themselves, while it lasts. */
  remember(signIn: SignIn, profile: OwnProfile): Promise<void>
  /**
   * Stores the tokens of a refresh, unless later ones have replaced those that were used. Returns the current ones;
   * `undefined` if that sign-in has ended meanwhile.
   */
  rotate(used: SignIn, tokens: Tokens, bookmark: string | undefined): Promise<SignIn | undefined>
  /** Stores a fresh access token, if the one that was used is still the current one. */
  renew(used: SignIn, token: string, bookmark: string | undefined): Promise<void>
  /** Stores the tokens of a call that ends the session of all earlier ones, also of those refreshed meanwhile. */
  replace(signIn: SignIn, call: () => Promise<Fresh>): Promise<void>
  /** Ends this sign-in by a call. Others that are refused meanwhile wait: they are no reason. */
  leave(signIn: SignIn, call: () => Promise<unknown>, isForgotten: boolean): Promise<void>
  /**
   * Ends this sign-in, and no other that may have replaced it. With a reason, which is the service's, only if these
   * tokens are still the current ones: otherwise returns those that have replaced them. The refresh token stays stored.
   */
  end(used: SignIn, reason?: LatchkeyErrorCode): Promise<SignIn | undefined>
  /**
   * Leaves nothing of this sign-in, or without one of any, also if it has ended meanwhile. What cannot be read is
   * deleted, too.
   */
  forget(used?: SignIn): Promise<void>
  /** The last refresh token here, also of a sign-in that has ended. */
  deviceToken(): Promise<string | undefined>
}

/** What is stored of new tokens. */
type Fresh = Tokens & Pick<SignIn, 'bookmark'>

import { type Adopt, createAdopt } from './adopt.ts'
import type { Operations, OwnProfile } from './api.gen.ts'
import { createCalls, requireSignIn } from './calls.ts'
import { createSignInKeeper } from './create-sign-in-keeper.ts'
import { createGuestCare } from './guest.ts'
import { createExchange, type Fetch } from './http.ts'
import { createLastProfile } from './last-profile.ts'
import { createListeners, type Listeners } from './listeners.ts'
import { operations } from './operations.gen.ts'
import { platformFetch, requireOptions, TIMEOUT_MILLISECONDS } from './platform.ts'
import { createRefresh } from './refresh.ts'
import type { ClientStorage } from './storage.ts'
import { uploading } from './upload.ts'

export interface ClientOptions {
  /** Where the service is, such as `https://api.example.com`; on its own origin `location.origin`. */
  baseUrl: string
  /** Keeps the sign-in: `secureStorage`, `asyncStorage`, `webStorage`, `memoryStorage`, or one of your own. */
  storage: ClientStorage
  /** Sends the requests; the platform's own unless given. */
  fetch?: Fetch | undefined
  /** How many milliseconds a request may take, with its whole answer: 15,000 unless given. `Infinity`: no limit. */
  timeout?: number | undefined
  /**
   * Tells at each call in which language its problems and emails are to be, as a tag (BCP 47) or a whole `Accept-Language`; what the
   * platform sends by itself unless given.
   */
  language?: (() => string | undefined) | undefined
}

/** `unknown`: the storage cannot be read, for now or for ever. */
export type SignInStatus = 'signedIn' | 'signedOut' | 'unknown'

/** A method for each operation of the API, which sends the tokens and keeps them fresh, and the sign-in itself. */
export interface LatchkeyClient extends Operations {
  /**
   * Whether a user is signed in: asks the storage, not the service. Fails with the storage's error if that cannot be
   * read and nothing is known yet.
   */
  isSignedIn(): Promise<boolean>
  /** The same, and never fails: a storage that is locked or broken does not mean that nobody is signed in. */
  status(): Promise<SignInStatus>
  /**
   * The own profile of the user who is signed in, as it was last seen here: for an app to show at once, and offline.
   * `undefined` if there is none, or it cannot be read. Does not ask the service, and never fails.
   */
  lastProfile(): Promise<OwnProfile | undefined>
  /** The access token, for another service that accepts it; it may have expired. `undefined`: nobody is signed in. */
  accessToken(): Promise<string | undefined>
  /** Refreshes the tokens now. There is no need to: a call does it by itself when it has to. */
  refreshToken(): Promise<void>
  /**
   * Signs in with a token that the app has from elsewhere: one of the backend that it used before, while the service
   * accepts those, or an access token of the service. Returns the own profile. Fails, and stores nothing, if the
   * service refuses the token. A user who is signed in stays so, and it is their profile.
   */
  adopt: Adopt
  /** Deletes all tokens here without telling the service: for a log-out where `logout` cannot reach it. */
  forget(): Promise<void>
  /** Listens to what happens to the sign-in. */
  on: Listeners['on']
}

/**
 * Makes a client. One for each storage: a second one in the same process would not share its refreshes. Throws a
 * `TypeError` for options with which no call could succeed.
 */
export function createClient({
  baseUrl,
  storage,
  fetch: send = platformFetch,
  timeout = TIMEOUT_MILLISECONDS,
  language,
}: ClientOptions): LatchkeyClient {
  requireOptions('baseUrl', baseUrl, timeout)
  if (typeof storage?.get !== 'function') throw new TypeError('storage must be one such as memoryStorage() makes')
  const listeners = createListeners()
  const last = createLastProfile(storage.profile, listeners)
  const keeper = createSignInKeeper(storage, last, listeners)
  const exchange = createExchange({ baseUrl, fetch: send, timeout, language, uploading })
  const refresh = createRefresh(exchange, keeper)
  const methods = operations(createCalls(exchange, keeper, refresh))
  storage.watch?.(() => keeper.follow().catch(() => {})) // who cannot read it now reads it with the next call

  const guest = createGuestCare(keeper, last, methods.getProfile)

  return {
    ...methods,

    async login(body) {
      // No reason to fail: the service lets devices in that it does not know.
      const deviceToken = body.deviceToken || (await keeper.deviceToken().catch(() => undefined))
      return methods.login(await guest.withGuest({ ...body, ...(deviceToken && { deviceToken }) }))
    },

    loginWithPasskey: async (body) => methods.loginWithPasskey(await guest.withGuest(body)),

    loginWithProvider: async (provider, body) => methods.loginWithProvider(provider, await guest.withGuest(body)),

    async linkIdentity(provider, body) {
      const identities = await methods.linkIdentity(provider, body)
      await guest.meetUser()
      return identities
    },

    loginWithCode: async (body) => methods.loginWithCode(await guest.withGuest(body)),

    async logout() {
      try {
        await methods.logout()
      } catch (error) {
        if (await keeper.current()) throw error // else it had ended already, which is what was asked for
      }
    },

    isSignedIn: async () => (await keeper.look()) !== undefined,

    async status() {
      try {
        return (await keeper.look()) ? 'signedIn' : 'signedOut'
      } catch {
        return 'unknown'
      }
    },

    async lastProfile() {
      try {
        const signIn = await keeper.look()
        return signIn && (await last.of(signIn.id))
      } catch {
        return undefined
      }
    },

    accessToken: async () => (await keeper.look())?.token,

    async refreshToken() {
      await refresh(await requireSignIn(keeper))
    },

    adopt: createAdopt(exchange, keeper, listeners, methods.getProfile),

    forget: () => keeper.forget(),

    on: listeners.on,
  }
}

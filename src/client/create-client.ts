import { type Adopt, createAdopt } from './adopt.ts'
import type { Operations } from './api.ts'
import { createCalls, requireSignIn } from './calls.ts'
import { createExchange, type Fetch } from './http.ts'
import { createListeners, type Listeners } from './listeners.ts'
import { operations } from './operations.ts'
import { createRefresh } from './refresh.ts'
import { keepSignIn } from './sign-in.ts'
import type { ClientStorage } from './storage.ts'

export interface ClientOptions {
  /** Where the service is, such as `https://api.example.com`; on its own origin `location.origin`. */
  baseUrl: string
  /** Keeps the sign-in: `secureStorage`, `asyncStorage`, `webStorage`, `memoryStorage`, or one of your own. */
  storage: ClientStorage
  /** Sends the requests; the platform's own unless given. Here is where a time limit belongs. */
  fetch?: Fetch
}

/** A method for each operation of the API, which sends the tokens and keeps them fresh, and the sign-in itself. */
export interface LatchkeyClient extends Operations {
  /** Whether somebody is signed in, as far as is known here. Asks no service. */
  isSignedIn(): Promise<boolean>
  /** The access token, for another service that accepts it; it may have expired. `undefined`: nobody is signed in. */
  accessToken(): Promise<string | undefined>
  /** Refreshes the tokens now. There is no need to: a call does it by itself when it has to. */
  refreshToken(): Promise<void>
  /**
   * Signs in with a token that the app has from elsewhere: of the backend that it used before, while the service accepts
   * such, or an access token of the service. Gives the own profile. Fails, and stores nothing, if the service refuses it.
   * If somebody is signed in they stay so, and it is their profile.
   */
  adopt: Adopt
  /** Deletes the tokens here and tells nobody: for a log-out where `logout` cannot reach the service. */
  forget(): Promise<void>
  /** Listens to what happens to the sign-in. */
  on: Listeners['on']
}

/** Every platform has one, and not every platform's types know it. */
declare const fetch: Fetch

/** Looked up at each call, and called as a function: an app may set it later, and a browser's wants no other `this`. */
const platformFetch: Fetch = (url, init) => fetch(url, init)

/**
 * Makes a client. One for each storage: a second one in the same process would not share its refreshes. Throws a `TypeError`
 * for options with which no call could succeed.
 */
export function createClient({ baseUrl, storage, fetch: send = platformFetch }: ClientOptions): LatchkeyClient {
  // By hand: React Native's own URL takes anything.
  if (!/^https?:\/\/[^/?#\s][^?#\s]*$/i.test(baseUrl))
    throw new TypeError(`baseUrl must be a URL such as https://api.example.com, not '${baseUrl}'`)
  if (typeof storage?.get !== 'function') throw new TypeError('storage must be one such as memoryStorage() makes')
  const listeners = createListeners()
  const keeper = keepSignIn(storage, listeners)
  const exchange = createExchange(baseUrl, send)
  const refresh = createRefresh(exchange, keeper)
  const methods = operations(createCalls(exchange, keeper, refresh))

  return {
    ...methods,

    async logout() {
      try {
        await methods.logout()
      } catch (error) {
        if (await keeper.current()) throw error // else it had ended already, which is what was asked for
      }
    },

    isSignedIn: async () => (await keeper.current()) !== undefined,

    accessToken: async () => (await keeper.current())?.token,

    async refreshToken() {
      await refresh(await requireSignIn(keeper))
    },

    adopt: createAdopt(exchange, keeper, methods.getProfile),

    async forget() {
      const signIn = await keeper.current()
      if (signIn) await keeper.end(signIn)
    },

    on: listeners.on,
  }
}

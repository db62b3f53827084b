import { createCalls } from '../../../client/calls.ts'
import { createSignInKeeper } from '../../../client/create-sign-in-keeper.ts'
import { createExchange } from '../../../client/http.ts'
import { createLastProfile } from '../../../client/last-profile.ts'
import { createListeners } from '../../../client/listeners.ts'
import { operations } from '../../../client/operations.gen.ts'
import { createRefresh } from '../../../client/refresh.ts'
import { memoryStorage, webStorage } from '../../../client/storage.ts'
import { language } from '../lib/language.ts'
import { fetchBehindAccess } from './fetch-behind-access.ts'

const TIMEOUT_MILLISECONDS = 20_000

// The parts of `latchkey/client`, so that the admin API's calls share the sign-in, its refreshes and bookmarks with the
// app's. The tokens are in this tab's sessionStorage, and end with it.
const storage = webStorage(sessionStorage, 'latchkey.console')
const listeners = createListeners()
const keeper = createSignInKeeper(
  { ...storage, profile: memoryStorage() },
  createLastProfile(memoryStorage(), listeners),
  listeners,
)
const exchange = createExchange({
  baseUrl: location.origin,
  fetch: fetchBehindAccess,
  timeout: TIMEOUT_MILLISECONDS,
  language: () => language,
})

/** Makes a call as whoever is signed in, and refreshes their tokens if it has to. Throws `LatchkeyError`. */
export const calls = createCalls(exchange, keeper, createRefresh(exchange, keeper))

/** The calls of the app's API: signing in is the same for everybody. */
export const app = operations(calls)

/** Tells when somebody has signed in, or nobody is any more. Returns what ends it. */
export function onSignInChange(tell: () => void): () => void {
  const ends = [listeners.on('signedIn', tell), listeners.on('signedOut', tell)]
  return () => {
    for (const end of ends) end()
  }
}

export const isSignedIn = async (): Promise<boolean> => (await keeper.look()) !== undefined

/** Ends the session, and leaves nothing of it in this tab, also where the service cannot be reached. */
export async function signOut(): Promise<void> {
  await app.logout().catch(() => {}) // it ends by itself, and this tab has to be left either way
  await keeper.forget()
}

import type { OwnProfile } from './api.gen.ts'
import type { LatchkeyErrorCode } from './error.ts'

/** What happens to the sign-in, and what its listeners are told. */
export interface ClientEvents {
  /** A user has signed in; the tokens are stored. */
  signedIn: []
  /** Nobody is signed in any more; the tokens are deleted. With a reason, unless the app asked for it. */
  signedOut: [reason?: LatchkeyErrorCode]
  /** The sign-in has new tokens; they are stored. */
  refreshed: []
  /** The own profile is another one than was last seen here, as an answer of the service says. */
  profile: [profile: OwnProfile]
}

/** Ends the subscription that returned it. */
export type Unsubscribe = () => void

type Listener<E extends keyof ClientEvents> = (...details: ClientEvents[E]) => void

export interface Listeners {
  on<E extends keyof ClientEvents>(event: E, listener: Listener<E>): Unsubscribe
  emit<E extends keyof ClientEvents>(event: E, ...details: ClientEvents[E]): void
}

export function createListeners(): Listeners {
  const listeners: { [E in keyof ClientEvents]: Set<Listener<E>> } = {
    signedIn: new Set(),
    signedOut: new Set(),
    refreshed: new Set(),
    profile: new Set(),
  }
  return {
    on(event, listener) {
      const own: typeof listener = (...details) => listener(...details) // the same function may subscribe twice
      listeners[event].add(own)
      return () => listeners[event].delete(own)
    },
    emit(event, ...details) {
      // Each in a microtask of its own: what a listener throws is the app's unhandled rejection, and not the failure
      // of a call that has succeeded.
      for (const listener of listeners[event]) Promise.resolve().then(() => listener(...details))
    },
  }
}

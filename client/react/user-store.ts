import type { LatchkeyClient, LatchkeyErrorCode, OwnProfile } from '../index.ts'

/** What an app knows of the user of this device. */
export type User =
  | {
      status: 'unknown'
      user: undefined
      /** `undefined` while the storage is read for the first time; it may be locked, or broken for ever. */
      reason: 'storage_unreadable' | undefined
      client: LatchkeyClient
    }
  | {
      status: 'signedIn'
      /** As it was last known here; `undefined` until it was read once. */
      user: OwnProfile | undefined
      reason: undefined
      client: LatchkeyClient
    }
  | {
      status: 'signedOut'
      user: undefined
      /** Why, unless the app itself did it or nobody was signed in. */
      reason: LatchkeyErrorCode | undefined
      client: LatchkeyClient
    }

/** The user as React reads it: the same object until something changes. */
export interface UserStore {
  /** Reads the storage, asks the service for the profile, and follows the client until the returned function is called. */
  start(): () => void
  subscribe(listener: () => void): () => void
  current(): User
  /** Where there is no storage to read. */
  onServer(): User
}

/** How long a storage that could not be read is left alone: a person who unlocks a phone does not notice it. */
const RETRY_MS = 1_000

// Every platform has them, but not every platform's types declare them.
declare function setTimeout(work: () => void, ms: number): unknown
declare function clearTimeout(timer: unknown): void

export function createUserStore(client: LatchkeyClient): UserStore {
  const nothing = { user: undefined, reason: undefined, client }
  const unknown: User = { ...nothing, status: 'unknown' }
  const listeners = new Set<() => void>()
  let current: User = unknown
  let turn = 0 // whoever has taken a later one has the say
  let timer: unknown

  function show(user: User): void {
    current = user
    for (const listener of listeners) listener()
  }

  /** Shows what is stored, and then what the service says, if that is asked; offline what is stored stays. */
  async function read(asksService: boolean): Promise<void> {
    const own = ++turn
    clearTimeout(timer)
    const status = await client.status()
    const user = status === 'signedIn' ? await client.lastProfile() : undefined
    if (own !== turn) return
    if (status === 'signedIn') show({ ...nothing, status, user })
    else if (status === 'signedOut') show({ ...nothing, status })
    else {
      if (current === unknown) show({ ...nothing, status, reason: 'storage_unreadable' })
      timer = setTimeout(() => read(asksService), RETRY_MS)
    }
    // Another process that has signed the user in may not have written the profile yet.
    if (status === 'signedIn' && (asksService || !user)) await client.getProfile().catch(() => {})
  }

  return {
    start() {
      const subscriptions = [
        client.on('signedIn', () => read(false)),
        client.on('signedOut', (reason) => {
          turn++
          show({ ...nothing, status: 'signedOut', reason })
        }),
        client.on('profile', (user) => {
          turn++
          show({ ...nothing, status: 'signedIn', user })
        }),
      ]
      read(true)
      return () => {
        turn++
        clearTimeout(timer)
        for (const unsubscribe of subscriptions) unsubscribe()
      }
    },

    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    current: () => current,

    onServer: () => unknown,
  }
}

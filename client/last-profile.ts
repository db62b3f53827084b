import type { OwnProfile } from './api.gen.ts'
import type { Listeners } from './listeners.ts'
import type { StoredValue } from './storage.ts'

/** The own profile as it was last seen, which is shown for its sign-in and no other. It is no reason for a call to fail. */
export interface LastProfile {
  /** Keeps what the service has answered, unless it is older than what is kept; returns whether it was written. */
  keep(id: string, profile: OwnProfile): Promise<boolean>
  /** That of this sign-in. */
  of(id: string): Promise<OwnProfile | undefined>
  remove(): Promise<void>
}

/** Without a storage it is kept until the process ends. */
export function createLastProfile(storage: StoredValue | undefined, { emit }: Listeners): LastProfile {
  let kept = '' // as text, since the app may change what it was given

  async function remove(): Promise<void> {
    kept = ''
    try {
      await storage?.remove()
    } catch {
      // without its sign-in nobody is shown it, and the next one is written over it
    }
  }

  return {
    async keep(id, profile) {
      const last = parse(kept, id)
      if (last && last.updatedAt > profile.updatedAt) return false
      const value = JSON.stringify({ id, profile })
      if (value === kept) return false
      kept = value
      emit('profile', profile)
      try {
        await storage?.set(value)
      } catch {
        await storage?.remove() // rather none than an old one; it is longer than some storages take
      }
      return storage !== undefined
    },

    async of(id) {
      kept ||= (await storage?.get()) ?? ''
      return parse(kept, id)
    },

    remove,
  }
}

function parse(value: string, id: string): OwnProfile | undefined {
  try {
    const stored = JSON.parse(value)
    return stored?.id === id && typeof stored.profile?._id === 'string' ? stored.profile : undefined
  } catch {
    return undefined
  }
}

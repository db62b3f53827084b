import type { VerifiedUser } from './users.ts'

/** What the runtime has, whose types not every project has. */
declare const crypto: { subtle: { digest(algorithm: 'SHA-256', bytes: Uint8Array): Promise<ArrayBuffer> } }
declare class TextEncoder {
  encode(text: string): Uint8Array
}

const TOKENS_MAX = 4_096 // about a megabyte of an isolate's 128

interface Verified {
  user: VerifiedUser
  /** When it was: in milliseconds since 1970. */
  at: number
}

/**
 * The tokens that an isolate has verified within the last `staleMs`, by a hash of each: it keeps no token. None is known
 * beyond its end, and the oldest make room for others.
 */
export class VerifiedTokens {
  readonly #staleMs: number
  readonly #known = new Map<string, Verified>()

  constructor(staleMs: number) {
    this.#staleMs = staleMs
  }

  /** The user of a token, if it was verified not too long ago. */
  async find(token: string): Promise<Verified | undefined> {
    if (this.#staleMs === 0) return undefined
    const known = this.#known.get(await hashOf(token))
    return known && this.isFresh(known) ? { ...known, user: copyOf(known.user) } : undefined
  }

  /** Remembers a token that has just been verified. */
  async add(token: string, { user, at }: Verified): Promise<void> {
    if (this.#staleMs === 0) return
    const hash = await hashOf(token)
    this.#known.delete(hash) // so that it is the newest
    this.#known.set(hash, { user: copyOf(user), at })
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= TOKENS_MAX) break
      this.#known.delete(oldest)
    }
  }

  /** Whether what was verified may be taken without asking. A clock that was set back makes nothing last longer. */
  isFresh({ user, at }: Verified): boolean {
    const now = Date.now()
    return at <= now && now < at + this.#staleMs && now < Date.parse(user.expiresAt)
  }
}

/** What one request does to its user must not reach the next one. */
const copyOf = (user: VerifiedUser): VerifiedUser => ({ ...user, roles: [...user.roles] })

async function hashOf(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return String.fromCharCode(...new Uint8Array(digest))
}

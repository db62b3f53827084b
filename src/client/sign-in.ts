import type { LatchkeyErrorCode } from './error.ts'
import type { Listeners } from './listeners.ts'
import type { ClientStorage } from './storage.ts'

export interface Tokens {
  token: string
  refreshToken: string
}

/** All that is stored of a sign-in, as one value: half of it would be worth nothing. */
export interface SignIn extends Tokens {
  /** Tells this sign-in from one before or after it, also where another process has written that. */
  id: string
  /** As new as the session: without it a replica that is behind would not know the session after a restart. */
  bookmark?: string | undefined
}

/** Keeps the sign-in in the storage. Each method that changes it writes first; then the client and listeners see it. */
export interface SignInKeeper {
  /** The sign-in as this client knows it; the storage is asked only while it knows none. */
  current(): Promise<SignIn | undefined>
  /** The sign-in as it is stored: other processes write there too. */
  stored(): Promise<SignIn | undefined>
  start(tokens: Tokens, bookmark: string | undefined): Promise<void>
  /** Takes on the tokens of a refresh; `undefined` if that sign-in is over meanwhile. */
  rotate(signIn: SignIn, tokens: Tokens, bookmark: string | undefined): Promise<SignIn | undefined>
  /** Takes on a fresh access token, unless the one that was used is not the current one any more. */
  renew(used: SignIn, token: string, bookmark: string | undefined): Promise<void>
  /** Ends this sign-in, and no other that may have taken its place. */
  end(signIn: SignIn, reason?: LatchkeyErrorCode): Promise<void>
}

export function keepSignIn(storage: ClientStorage, { emit }: Listeners): SignInKeeper {
  let known: SignIn | undefined
  let lastTurn: Promise<unknown> = Promise.resolve()

  /** One after another: what was read is what is there when it is written over. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(work)
    lastTurn = turn.catch(() => {})
    return turn
  }

  const read = async () => parseSignIn(await storage.get())

  async function write(signIn: SignIn): Promise<SignIn> {
    await storage.set(JSON.stringify(signIn))
    known = signIn
    return signIn
  }

  /** Writes the change over what is stored, if that is still the same sign-in. */
  async function change(signIn: SignIn, changes: Partial<SignIn>): Promise<SignIn | undefined> {
    const stored = await read()
    if (stored?.id !== signIn.id) return undefined
    const changed = await write({ ...stored, ...changes })
    emit('refreshed')
    return changed
  }

  return {
    current: async () =>
      known ??
      inTurn(async () => {
        known ??= await read()
        return known
      }),

    stored: () => inTurn(read),

    start: (tokens, bookmark) =>
      inTurn(async () => {
        await write({ id: newId(), ...tokens, bookmark })
        emit('signedIn')
      }),

    rotate: (signIn, tokens, bookmark) => inTurn(() => change(signIn, { ...tokens, bookmark })),

    renew: (used, token, bookmark) =>
      inTurn(async () => {
        if (known?.token === used.token) await change(used, { token, bookmark })
      }),

    end: (signIn, reason) =>
      inTurn(async () => {
        if (known?.id !== signIn.id) return
        const stored = await read()
        const isStored = stored?.id === signIn.id
        if (isStored) await storage.remove()
        known = isStored ? undefined : stored
        emit('signedOut', reason)
        if (known) emit('signedIn') // another process has signed somebody in
      }),
  }
}

/** It tells apart and protects nothing, and not every platform has `crypto`. */
const newId = () => Math.random().toString(36).slice(2)

/** A value that is damaged, or somebody else's, is none. */
function parseSignIn(value: string | null): SignIn | undefined {
  try {
    const { id, token, refreshToken, bookmark } = JSON.parse(value ?? '')
    if (isText(id) && isText(token) && isText(refreshToken)) {
      return { id, token, refreshToken, bookmark: isText(bookmark) ? bookmark : undefined }
    }
  } catch {
    // no JSON
  }
  return undefined
}

const isText = (value: unknown): value is string => typeof value === 'string'

import type { LatchkeyErrorCode } from './error.ts'
import type { Listeners } from './listeners.ts'
import type { ClientStorage } from './storage.ts'
import { parse, toSignIn } from './stored.ts'

export interface Tokens {
  token: string
  refreshToken: string
}

/** All that is stored of a sign-in, as one value: half of it would be useless. */
export interface SignIn {
  /** Distinguishes this sign-in from earlier and later ones, also from those that another process has written. */
  id: string
  token: string
  /** An adopted token came without one: only answers renew it, until a change of the password brings both. */
  refreshToken?: string | undefined
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
  /** Starts a sign-in with an access token alone, unless a user is signed in; returns whether it has. */
  adopt(token: string, bookmark: string | undefined): Promise<boolean>
  /**
   * Stores the tokens of a refresh, unless later ones have replaced those that were used. Returns the current ones;
   * `undefined` if that sign-in has ended meanwhile.
   */
  rotate(used: SignIn, tokens: Tokens, bookmark: string | undefined): Promise<SignIn | undefined>
  /** Stores a fresh access token, if the one that was used is still the current one. */
  renew(used: SignIn, token: string, bookmark: string | undefined): Promise<void>
  /** Stores the tokens of a call that ends the session of all earlier ones, also of those refreshed meanwhile. */
  replace(signIn: SignIn, call: () => Promise<Fresh>): Promise<void>
  /**
   * Ends this sign-in, and no other that may have replaced it. With a reason, which is the service's, only if these
   * tokens are still the current ones: otherwise returns those that have replaced them. The refresh token stays stored.
   */
  end(used: SignIn, reason?: LatchkeyErrorCode): Promise<SignIn | undefined>
  /** Ends this sign-in, or nobody's, and leaves nothing of it, also if it has ended meanwhile. */
  forget(used: SignIn | undefined): Promise<void>
  /** The last refresh token here, also of a sign-in that has ended. */
  deviceToken(): Promise<string | undefined>
}

/** What is stored of new tokens. */
type Fresh = Tokens & Pick<SignIn, 'bookmark'>

export function createSignInKeeper(storage: ClientStorage, { emit }: Listeners): SignInKeeper {
  let known: SignIn | undefined
  let lastTurn: Promise<unknown> = Promise.resolve()
  let replacements: Promise<unknown> = Promise.resolve() // settles with those in flight

  /** One after another: nothing changes between reading a value and overwriting it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(work)
    lastTurn = turn.catch(() => {})
    return turn
  }

  const read = async () => toSignIn(parse(await storage.get()))

  async function write(signIn: SignIn): Promise<SignIn> {
    await storage.set(JSON.stringify(signIn))
    known = signIn
    return signIn
  }

  async function begin(signIn: Omit<SignIn, 'id'>): Promise<void> {
    await write({ id: newId(), ...signIn })
    emit('signedIn')
  }

  /** Changes what is stored, if it is still the same sign-in and `may` allows it. */
  async function change(
    signIn: SignIn,
    changes: Partial<SignIn>,
    may: (stored: SignIn) => boolean = () => true,
  ): Promise<SignIn | undefined> {
    const stored = await read()
    if (stored?.id !== signIn.id) return undefined
    if (!may(stored)) {
      known = stored
      return stored
    }
    const changed = await write({ ...stored, ...changes })
    emit('refreshed')
    return changed
  }

  /** Without an access token the rest is no sign-in: it only shows the service which device this is. */
  async function leave({ id, refreshToken }: SignIn, reason: LatchkeyErrorCode | undefined): Promise<void> {
    if (!refreshToken || reason === 'token_invalid') return storage.remove()
    try {
      await storage.set(JSON.stringify({ id, refreshToken }))
    } catch {
      await storage.remove() // the user wants to leave, whatever becomes of this
    }
  }

  return {
    current: async () =>
      known ??
      inTurn(async () => {
        known ??= await read()
        return known
      }),

    stored: () => inTurn(read),

    start: (tokens, bookmark) => inTurn(() => begin({ ...tokens, bookmark })),

    adopt: (token, bookmark) =>
      inTurn(async () => {
        known ??= await read()
        if (known) return false
        await begin({ token, bookmark })
        return true
      }),

    rotate: (used, tokens, bookmark) =>
      inTurn(() =>
        change(used, { ...tokens, bookmark }, (stored) => {
          // Two processes may have refreshed with one token, if one was asleep meanwhile: the later answer's is valid.
          return stored.refreshToken === used.refreshToken || isLater(bookmark, stored.bookmark)
        }),
      ),

    renew: (used, token, bookmark) =>
      inTurn(async () => {
        if (known?.token !== used.token) return
        await change(used, { token, bookmark }, (stored) => stored.token === used.token)
      }),

    async replace(signIn, call) {
      const replacement = call().then((fresh) => inTurn(() => change(signIn, fresh)))
      replacements = Promise.allSettled([replacements, replacement])
      await replacement
    },

    async end(used, reason) {
      if (reason) await replacements // the service may have ended them already, while the new ones are on their way
      return inTurn(async () => {
        if (known?.id !== used.id) return undefined
        const stored = await read()
        const isStored = stored?.id === used.id
        if (reason && isStored && stored.token !== used.token) {
          known = stored
          return stored
        }
        if (isStored) await leave(stored, reason)
        known = isStored ? undefined : stored
        emit('signedOut', reason)
        if (known) emit('signedIn') // another process has signed a user in
        return undefined
      })
    },

    forget: (used) =>
      inTurn(async () => {
        const stored = parse(await storage.get())
        const isOwn = used ? stored?.id === used.id : stored && !toSignIn(stored)
        if (isOwn) await storage.remove()
        if (!used || known?.id !== used.id) return
        known = isOwn ? undefined : toSignIn(stored)
        emit('signedOut')
        if (known) emit('signedIn')
      }),

    deviceToken: () => inTurn(async () => parse(await storage.get())?.refreshToken || undefined),
  }
}

/** Bookmarks sort from oldest to newest, and a refresh makes a new one. */
const isLater = (bookmark = '', other = bookmark) => bookmark > other

/** It distinguishes and protects nothing, and not every platform has `crypto`. */
const newId = () => Math.random().toString(36).slice(2)

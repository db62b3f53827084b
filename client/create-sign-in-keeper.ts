import type { OwnProfile } from './api.gen.ts'
import type { LatchkeyErrorCode } from './error.ts'
import type { LastProfile } from './last-profile.ts'
import type { Listeners } from './listeners.ts'
import type { SignInKeeper } from './sign-in-keeper.ts'
import type { ClientStorage } from './storage.ts'
import { parse, type SignIn, type Stored, toSignIn } from './stored.ts'

export function createSignInKeeper(
  storage: ClientStorage,
  lastProfile: LastProfile,
  { emit }: Listeners,
): SignInKeeper {
  let known: SignIn | undefined
  let isAsked = false // whether anybody wanted to know: before that, a stored sign-in is no news
  let lastTurn: Promise<unknown> = Promise.resolve()
  let ends: Promise<unknown> = Promise.resolve() // settles with the calls in flight that end a session

  /** One after another: nothing changes between reading a value and overwriting it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(work)
    lastTurn = turn.catch(() => {})
    return turn
  }

  async function read(): Promise<SignIn | undefined> {
    const stored = toSignIn(parse(await storage.get()))
    isAsked = true
    return stored
  }

  async function write(signIn: SignIn): Promise<SignIn> {
    await storage.set(JSON.stringify(signIn))
    known = signIn
    return signIn
  }

  async function begin(signIn: Omit<SignIn, 'id'>, profile: OwnProfile): Promise<void> {
    const { id } = await write({ id: newId(), ...signIn })
    await lastProfile.keep(id, profile).catch(() => {})
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
  async function clear({ id, refreshToken }: SignIn, reason: LatchkeyErrorCode | undefined): Promise<void> {
    await lastProfile.remove()
    if (!refreshToken || reason === 'token_invalid') return storage.remove()
    try {
      await storage.set(JSON.stringify({ id, refreshToken }))
    } catch {
      await storage.remove() // the user wants to leave, whatever becomes of this
    }
  }

  async function ending(call: Promise<unknown>): Promise<void> {
    ends = Promise.allSettled([ends, call])
    await call
  }

  /** Tells what has become of the known sign-in. */
  function meet(stored: SignIn | undefined, reason?: LatchkeyErrorCode): void {
    const wasKnown = known !== undefined
    const isOther = known?.id !== stored?.id
    known = stored
    if (!wasKnown || !isOther) return
    emit('signedOut', reason)
    if (stored) emit('signedIn') // another process has signed a user in
  }

  async function end(used: SignIn, reason?: LatchkeyErrorCode): Promise<SignIn | undefined> {
    if (reason) await ends // the service may have ended them already, while its answer is on its way
    return inTurn(async () => {
      if (known?.id !== used.id) return undefined
      const stored = await read().catch((error) => {
        if (reason) throw error
        return used // the user wants to leave
      })
      const isStored = stored?.id === used.id
      if (reason && isStored && stored.token !== used.token) {
        known = stored
        return stored
      }
      if (isStored) await clear(stored, reason)
      meet(isStored ? undefined : stored, reason)
      return undefined
    })
  }

  async function forget(used?: SignIn): Promise<void> {
    return inTurn(async () => {
      let stored: Stored | undefined
      let isRead = true
      try {
        stored = parse(await storage.get())
      } catch {
        isRead = false
      }
      const leaving = used ?? known ?? toSignIn(stored)
      const isOwn = !isRead || !leaving || stored?.id === leaving.id
      if (isOwn) await lastProfile.remove()
      if (isOwn) await storage.remove()
      if (isRead && (!leaving || (known && known.id !== leaving.id))) return
      known ??= leaving
      if (known) meet(isOwn ? undefined : toSignIn(stored))
      else emit('signedOut') // it was not known who, if anybody
    })
  }

  return {
    current: async () =>
      known ??
      inTurn(async () => {
        known ??= await read()
        return known
      }),

    look: () =>
      inTurn(async () => {
        try {
          meet(await read())
        } catch (error) {
          if (!known) throw error
        }
        return known
      }),

    follow: () =>
      inTurn(async () => {
        if (!isAsked && !known) return
        const wasSignedOut = known === undefined
        meet(await read())
        if (wasSignedOut && known) emit('signedIn')
      }),

    stored: () => inTurn(read),

    start: (tokens, bookmark, profile) => inTurn(() => begin({ ...tokens, bookmark }, profile)),

    adopt: (token, bookmark, profile) =>
      inTurn(async () => {
        known ??= await read()
        if (known) return false
        await begin({ token, bookmark }, profile)
        return true
      }),

    remember: (signIn, profile) =>
      inTurn(async () => {
        if (known?.id !== signIn.id || !(await lastProfile.keep(signIn.id, profile))) return
        // Another process may have ended it meanwhile, and has then deleted the one before.
        if ((await read())?.id !== signIn.id) await lastProfile.remove()
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

    replace: (signIn, call) => ending(call().then((fresh) => inTurn(() => change(signIn, fresh)))),

    async leave(signIn, call, isForgotten) {
      const finish: (left: SignIn) => Promise<unknown> = isForgotten ? forget : end
      await ending(call().then(() => finish(signIn)))
    },

    end,
    forget,

    deviceToken: () => inTurn(async () => parse(await storage.get())?.refreshToken || undefined),
  }
}

/** Bookmarks sort from oldest to newest, and a refresh makes a new one. */
const isLater = (bookmark = '', other = bookmark) => bookmark > other

/** It distinguishes and protects nothing, and not every platform has `crypto`. */
const newId = () => Math.random().toString(36).slice(2)

import { describeError, log } from '../../lib/log.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import type { Hooks } from './hooks.ts'

/** Three in a row, as a sign-in may ask, stay below the ten seconds for which people wait, and clients do. */
export const HOOK_TIMEOUT_MS = 3_000

/** A hook as it is asked: what it is given is bound. */
type Ask = (ctx: Ctx, signal: AbortSignal) => unknown

/**
 * Asks a hook and checks what it returns. A `Problem` is its refusal, if it may refuse, and thrown as it is. Anything else
 * that it throws, and nonsense, and time that is up, is logged once, by the hook's name and never with the message: then it
 * throws `hook_failed`.
 */
export async function ask<R>(
  name: keyof Hooks,
  ctx: Ctx,
  hook: Ask,
  check: (returned: unknown) => R,
  { mayRefuse = false } = {},
): Promise<R> {
  try {
    return check(await withinTime(ctx, hook))
  } catch (error) {
    if (mayRefuse && error instanceof Problem) throw error
    log('error', 'hook_failed', { hook: name, requestId: ctx.requestId, ...describeError(error) })
    throw new Problem('hook_failed', { reason: name })
  }
}

/** The same after the response, where nothing can be refused: gives `otherwise` for a hook that fails. */
export async function askAfterwards<R>(
  name: keyof Hooks,
  ctx: Ctx,
  hook: Ask,
  check: (returned: unknown) => R,
  otherwise: R,
): Promise<R> {
  try {
    return await ask(name, ctx, hook, check)
  } catch (error) {
    if (error instanceof Problem) return otherwise // it was logged
    throw error
  }
}

/** Waits for a hook, and no longer than it may take. It cannot be stopped: its signal is aborted, and nobody waits for it. */
async function withinTime(ctx: Ctx, hook: Ask): Promise<unknown> {
  const aborted = new AbortController()
  const done = new AbortController()
  const timeout = scheduler.wait(HOOK_TIMEOUT_MS, { signal: done.signal }).then(() => {
    const error = new HookTimeout('the hook took too long')
    aborted.abort(error)
    throw error
  })
  try {
    // Its own calls ask no hooks, or one that sends a mail before each mail would never end.
    const own = { ...ctx, hooks: undefined, db: { ...ctx.db, onRecorded: undefined } }
    return await Promise.race([(async () => hook(own, aborted.signal))(), timeout])
  } finally {
    done.abort()
  }
}

class HookTimeout extends Error {
  override readonly name = 'HookTimeout'
}

/** What a hook returned is not what it may return. Says nothing of it: it may be anything. */
export class HookReturnedNonsense extends Error {
  override readonly name = 'HookReturnedNonsense'
}

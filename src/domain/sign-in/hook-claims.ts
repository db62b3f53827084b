import type { GrantedClaims } from '../../crypto/tokens.ts'
import { Problem } from '../../model/problem.ts'
import type { CallerCtx } from '../context.ts'

/**
 * What a hook says of a token that takes the place of the caller's, whose call is done: nothing, where there is none, and
 * `undefined` if it fails. Then the token stays, and the log says why.
 */
export async function hookClaims(ctx: CallerCtx): Promise<GrantedClaims | undefined> {
  if (!ctx.hooks?.tokenClaims) return {}
  return ctx.hooks.tokenClaims(ctx, ctx.caller).catch((error: unknown) => {
    if (error instanceof Problem) return undefined
    throw error
  })
}

import type { Context } from 'hono'
import type { CallerCtx, Ctx } from '../domain/context.ts'
import type { AppEnv } from '../http/app-env.ts'
import type { SupabaseSettings } from './settings.ts'

/** What a request has here: the `ctx` of ours, and how this protocol is set up. */
export interface SupabaseEnv {
  Bindings: { outer: Context<AppEnv> }
  Variables: {
    ctx: Ctx
    supabase: SupabaseSettings
  }
}

/** The same behind `authenticate`. */
export interface SupabaseCallerEnv {
  Variables: { ctx: CallerCtx }
}

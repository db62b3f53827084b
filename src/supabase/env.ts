import type { Context } from 'hono'
import type { SupabaseSettings } from '../config/supabase-api.ts'
import type { CallerCtx, Ctx } from '../domain/context.ts'
import type { AppEnv } from '../http/app-env.ts'

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

import type { Environment } from '../config/environment.ts'
import type { OperatorCtx } from '../domain/admin/operator-ctx.ts'
import type { CallerCtx, Ctx } from '../domain/context.ts'
import type { Problem } from '../model/problem.ts'

/** Hono's types for every route and middleware. */
export interface AppEnv {
  Bindings: Env
  Variables: {
    requestId: string
    ctx: Ctx
    /** Opens a database session that may read a replica. */
    openReplica: () => D1DatabaseSession
    assets: Environment['bindings']['ASSETS']
    problem?: Problem
    userId?: string
    omitsBookmark?: true
    /** The route that has answered, where it is of another face. */
    route?: string
  }
}

/** The same behind `authenticateOperator`. */
export interface OperatorEnv {
  Variables: { ctx: OperatorCtx }
}

/** The same behind `authenticate`. */
export interface CallerEnv {
  Variables: { ctx: CallerCtx }
}

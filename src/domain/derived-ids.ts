import { commitOne } from '../db/commit.ts'
import { insertDerivedIds } from '../db/statements/derived-ids.gen.ts'
import type { Ctx } from './context.ts'

/** Keeps, after the response, which users the UUIDs stand for that it shows: `[uuid, userId]`. */
export function keepDerivedIds(ctx: Ctx, ids: readonly (readonly [string, string])[]): void {
  if (ids.length > 0) ctx.defer('derived ids', commitOne(ctx.db, insertDerivedIds({ ids })))
}

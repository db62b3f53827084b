import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/** Throws `factors_not_configured` where there are no second factors. */
export function requireFactors({ settings }: Ctx): void {
  if (settings.FACTORS === 'off') throw new Problem('factors_not_configured')
}

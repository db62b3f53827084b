import { Problem } from '../../model/problem.ts'

/** What a caller has to show again: a second factor, if they have one. */
export const notRecent = (factors: readonly { confirmedAt: Date | null }[]): Problem =>
  new Problem(
    factors.some(({ confirmedAt }) => confirmedAt) ? 'recent_second_factor_required' : 'recent_login_required',
  )

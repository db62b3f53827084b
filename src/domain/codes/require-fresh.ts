import { Problem } from '../../model/problem.ts'
import { type CodeDraft, secondsUntilNext } from './draft-code.ts'

interface CurrentCode {
  hash: string
  address: string
  replaceableAt: Date
}

/**
 * The caller's current code, if it is the draft. Throws `rate_limited` if it was too early for another one,
 * `session_ended` if the caller is gone.
 */
export function requireFresh(draft: CodeDraft, [current]: CurrentCode[]): CurrentCode {
  if (current?.hash === draft.row.hash) return current
  if (!current) throw new Problem('session_ended')
  throw new Problem('rate_limited', { headers: { 'retry-after': String(secondsUntilNext(draft, current)) } })
}

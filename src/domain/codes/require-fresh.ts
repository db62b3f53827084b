import { Problem } from '../../problem.ts'
import { type CodeDraft, secondsUntilNext } from './draft-code.ts'

interface Standing {
  hash: string
  address: string
  replaceableAt: Date
}

/**
 * The caller's code that now stands, if it is the draft. Throws `rate_limited` if it is too early for that,
 * `session_ended` if the caller is gone.
 */
export function requireFresh(draft: CodeDraft, [standing]: Standing[]): Standing {
  if (standing?.hash === draft.row.hash) return standing
  if (!standing) throw new Problem('session_ended')
  throw new Problem('rate_limited', { headers: { 'retry-after': String(secondsUntilNext(draft, standing)) } })
}

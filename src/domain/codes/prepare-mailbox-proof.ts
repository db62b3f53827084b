import { commit } from '../../db/commit.ts'
import type {
  countConfirmationAttempt,
  countConfirmationGuess,
  selectConfirming,
} from '../../db/statements/sign-up-codes.gen.ts'
import { newId } from '../../lib/id.ts'
import type { MailPurpose } from '../../model/code-purposes.ts'
import type { GivenCode } from '../../model/given-code.ts'
import type { Ctx } from '../context.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../limits/enforce-limit.ts'
import { hashCode } from './hash-code.ts'

/** The statements for the codes of a purpose: what counts a guess, and who gives the right one. */
interface Statements {
  attempt: typeof countConfirmationAttempt
  guess: typeof countConfirmationGuess
  who: typeof selectConfirming
}

/**
 * Prepares a sign-in by a code that is bound to an email address: `given` is what is compared, `counts` what counts a guess in
 * the same batch, and `who` gives it, if hooks have to know beforehand. A link's token is no guess: no counter that others spend
 * may keep its owner out. Throws `rate_limited`.
 */
export async function prepareMailboxProof(
  ctx: Ctx,
  purpose: MailPurpose,
  input: GivenCode & { email: string },
  { attempt, guess, who }: Statements,
) {
  const { email } = input
  const isGuess = 'code' in input
  await enforceLimitByIp(ctx, 'LIMIT_LOGIN')
  if (isGuess) await enforceLimitByAddress(ctx, 'LIMIT_CODE', email)
  const now = ctx.now()
  const given = { email, hash: await hashCode(ctx, purpose, email, input), attemptId: newId() }
  const counts = isGuess && { attempt: attempt({ email }), guess: guess({ ...given, now }) }
  if (!ctx.hooks?.needsWho) return { given, counts: { ...counts }, who: undefined }
  const seen = await commit(ctx.db, { ...counts, who: who({ ...given, now }) })
  return { given, counts: {}, who: seen.who }
}

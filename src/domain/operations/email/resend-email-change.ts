import { commit } from '../../../db/commit.ts'
import { run } from '../../../db/database.ts'
import { putMoveCodeAgain, selectMoveCodeOf, selectPendingMove } from '../../../db/statements/move-codes.gen.ts'
import { newCode } from '../../codes/new-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { requireCodeSender } from '../../notices/send-mail.ts'

/**
 * Mails another code for a move that the user with this email address has asked for (`requestEmailChange`), to where they
 * are about to move, while the one before is live: what has been revoked stays so. If there is none, the work and the
 * response are the same. Throws `mail_not_configured`, `rate_limited`.
 */
export async function resendEmailChange(ctx: Ctx, email: string): Promise<void> {
  requireCodeSender(ctx)
  await enforceLimitByIp(ctx)
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', email)
  const pending = await run(ctx.db, selectPendingMove({ email, now: ctx.now() }))
  const address = pending?.address ?? email
  const code = await newCode(ctx, 'change_email', address, address)
  const { current } = await commit(ctx.db, {
    code: putMoveCodeAgain({ ...code.row, email, address, now: code.row.createdAt }),
    current: selectMoveCodeOf({ email }),
  })
  if (current?.hash === code.row.hash) sendCode(ctx, code, { email: address, locale: current.locale }, 'request')
}

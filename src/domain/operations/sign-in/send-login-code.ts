import { commit } from '../../../db/commit.ts'
import { putLoginCode, selectLoginCode } from '../../../db/statements/login-codes.gen.ts'
import { selectCredential } from '../../../db/statements/sign-in.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { newCode } from '../../codes/new-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { requireCodeSender } from '../../notices/send-mail.ts'

/**
 * Mails a code that signs in, if a user has the email address or `SIGN_UP_BY_CODE` is on, and it is not too early for
 * another code. If not, the work and the response are the same: a code is stored for whatever address, and swept.
 * Throws `login_codes_not_configured`, `mail_not_configured`, `rate_limited`.
 */
export async function sendLoginCode(ctx: Ctx, email: string): Promise<void> {
  if (ctx.settings.LOGIN_CODES === 'off') throw new Problem('login_codes_not_configured')
  requireCodeSender(ctx)
  await enforceLimitByIp(ctx)
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', email)
  const code = await newCode(ctx, 'login', email, undefined)
  const { current, owner } = await commit(ctx.db, {
    code: putLoginCode({ ...code.row, email }),
    current: selectLoginCode({ email }),
    owner: selectCredential({ email }),
  })
  if (current?.hash !== code.row.hash || owner?.disabledAt) return
  if (!owner && ctx.settings.SIGN_UP_BY_CODE === 'off') return
  sendCode(ctx, code, email, owner?.emailVerified ? undefined : owner ? 'request' : 'registration')
}

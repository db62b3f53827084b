import { commit } from '../../../db/commit.ts'
import { putLoginCode, selectLoginCode } from '../../../db/statements/login-codes.gen.ts'
import { selectCredential } from '../../../db/statements/sign-in.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { newCode } from '../../codes/new-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { requireCodeSender } from '../../notices/send-mail.ts'

/** How a code that signs in is asked for, where it is not simply that. */
interface Terms {
  /** Whether it is for whoever has lost their way in: then it needs no setting, and makes nobody a user. */
  recovers?: boolean
  /** Whether it may make somebody a user; else whoever has the address gets one. */
  signsUp?: boolean
  /** What the user says of themselves whom it makes. */
  userMetadata?: Record<string, unknown> | undefined
  /** The language of the email, unless the owner of the address has chosen one. */
  locale?: string | null | undefined
}

/**
 * Mails a code that signs in, if a user has the email address or `SIGN_UP_BY_CODE` is on, and it is not too early for
 * another code. If not, the work and the response are the same: a code is stored for whatever address, and swept.
 * Returns whether a user has the address, which callers tell nobody unless their protocol demands it.
 * Throws `login_codes_not_configured`, `mail_not_configured`, `rate_limited`.
 */
export async function sendLoginCode(
  ctx: Ctx,
  email: string,
  { recovers = false, signsUp = !recovers, userMetadata, locale }: Terms = {},
): Promise<boolean> {
  if (ctx.settings.LOGIN_CODES === 'off' && !recovers) throw new Problem('login_codes_not_configured')
  requireCodeSender(ctx)
  await enforceLimitByIp(ctx)
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', email)
  const code = await newCode(ctx, 'login', email, undefined)
  const { current, owner } = await commit(ctx.db, {
    code: putLoginCode({ ...code.row, email, userMetadata: userMetadata ? JSON.stringify(userMetadata) : null }),
    current: selectLoginCode({ email }),
    owner: selectCredential({ email }),
  })
  const isFirst = !owner && signsUp && ctx.settings.SIGN_UP_BY_CODE === 'on'
  if (current?.hash === code.row.hash && !owner?.disabledAt && (owner || isFirst))
    sendCode(
      ctx,
      { ...code, recovers },
      { email, locale: owner?.locale ?? locale },
      owner?.emailVerified ? undefined : owner ? 'request' : 'registration',
    )
  return owner !== undefined
}

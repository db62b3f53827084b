import { describeError, log } from '../../lib/log.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/**
 * Refuses a new password that is in a known breach (NIST SP 800-63B §3.1.1.2), where `PWNED_PASSWORDS` is on. If that
 * service does not answer, the password is accepted. Throws `password_leaked`.
 */
export async function refuseLeaked(ctx: Ctx, password: string): Promise<void> {
  if (ctx.settings.PWNED_PASSWORDS === 'off') return
  const { isPwned } = await ctx.onDemand.pwnedPasswords()
  const leaked = await isPwned(password).catch((error: unknown) => {
    log('error', 'pwned_passwords_failed', { requestId: ctx.requestId, ...describeError(error) })
    return false
  })
  if (leaked) throw new Problem('password_leaked')
}

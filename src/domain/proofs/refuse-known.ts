import { describeError, log } from '../../lib/log.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/** Whose password it is to be, as far as that is known. */
interface Owner {
  email?: string | null
  name?: string
}

/**
 * Refuses a new password that others would try first (NIST SP 800-63B §3.1.1.2, ASVS 5.0 6.2.4 and 6.2.11): a common
 * one, the app's name, the owner's email address, what stands before its @, or their name. Then, where
 * `PWNED_PASSWORDS` is on, one that is in a known breach; if that service does not answer, the password is accepted.
 * Throws `password_common`, `password_leaked`.
 */
export async function refuseKnown(ctx: Ctx, password: string, { email, name }: Owner): Promise<void> {
  const { isCommon } = await ctx.onDemand.commonPasswords()
  const localPart = email?.slice(0, email.lastIndexOf('@'))
  const words = [ctx.settings.APP_NAME, email, localPart, name].filter((word) => typeof word === 'string')
  if (isCommon(password, words)) throw new Problem('password_common')
  if (ctx.settings.PWNED_PASSWORDS === 'off') return
  const { isPwned } = await ctx.onDemand.pwnedPasswords()
  const leaked = await isPwned(password).catch((error: unknown) => {
    log('error', 'pwned_passwords_failed', { requestId: ctx.requestId, ...describeError(error) })
    return false
  })
  if (leaked) throw new Problem('password_leaked')
}

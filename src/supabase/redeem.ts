import type { Context } from 'hono'
import type { Ctx } from '../domain/context.ts'
import { confirmEmailChange } from '../domain/operations/email/confirm-email-change.ts'
import { confirmSignUp } from '../domain/operations/sign-in/confirm-sign-up.ts'
import { loginWithCode } from '../domain/operations/sign-in/login-with-code.ts'
import type { SignedIn } from '../domain/sign-in/finish-sign-in.ts'
import type { GivenCode } from '../model/given-code.ts'
import { Problem } from '../model/problem.ts'
import type { SupabaseEnv } from './env.ts'
import { SupabaseError } from './errors.ts'
import { answerSession } from './session.ts'

/** `isAsker`: a link whose verifier was given, which only the app has that has asked for it (RFC 7636). */
type Given = GivenCode & { email: string; isAsker?: boolean }
type Redeem = (ctx: Ctx, given: Given) => Promise<SignedIn>

/** The second, where what was given is not what the first takes. */
const either =
  (first: Redeem, second: Redeem): Redeem =>
  (ctx, given) =>
    first(ctx, given).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'code_invalid') return second(ctx, given)
      throw error
    })

/** As one of two: no code is right where none can be asked for. */
const signIn: Redeem = async (ctx, given) => {
  if (ctx.settings.LOGIN_CODES === 'off') throw new Problem('code_invalid')
  return loginWithCode(ctx, given)
}

const recover: Redeem = (ctx, given) => loginWithCode(ctx, { ...given, recovers: true })

/** What takes each type of what is mailed. Whoever does not know whether they sign up or in names either. */
const TYPES: Record<string, Redeem> = {
  email: either(signIn, confirmSignUp),
  signup: either(confirmSignUp, signIn),
  magiclink: loginWithCode,
  recovery: recover,
  invite: recover,
  email_change: confirmEmailChange,
}

/** Whether there is such a type. */
export const isMailType = (type: string): boolean => Object.hasOwn(TYPES, type)

/** The session that what was mailed to an email address starts. Throws `validation_failed` for another type. */
export async function redeem(c: Context<SupabaseEnv>, type: string, given: Given) {
  const run = isMailType(type) && TYPES[type]
  if (!run) throw new SupabaseError('validation_failed', 'Unsupported verification type')
  return answerSession(c, c.get('ctx'), (ctx) => run(ctx, given))
}

import type { Steps } from '../../db/database.ts'
import { putRegistrationCode } from '../../db/statements/email.gen.ts'
import type { Ctx } from '../context.ts'
import { isWithinLimitByAddress } from '../limits/enforce-limit.ts'
import { canSendCode } from '../notices/send-mail.ts'
import { newCode } from './new-code.ts'
import { sendCode } from './send-code.ts'

/** The code of a user whose provider is no authority for their email address. */
interface Confirmation {
  /** Stores it, after the event. */
  steps: Steps
  /** Mails it, once the event is recorded. */
  send(locale?: string | null): void
}

/**
 * Prepares a code for a user who is about to register without typing an address. Nothing if no code can be sent, or
 * that address had enough of it: they can ask for one later.
 */
export async function prepareConfirmation(
  ctx: Ctx,
  userId: string,
  email: string | null,
  eventId: string,
): Promise<Confirmation | undefined> {
  if (email === null || !canSendCode(ctx)) return undefined
  if (!(await isWithinLimitByAddress(ctx, 'LIMIT_MAIL', email))) return undefined
  const code = await newCode(ctx, 'verify_email', userId, email)
  return {
    steps: { confirmation: putRegistrationCode({ ...code.row, eventId }) },
    send: (locale) => sendCode(ctx, code, { email, locale }, 'registration'),
  }
}

import { mac } from '../../crypto/mac.ts'
import type { MailPurpose } from '../../model/code-purposes.ts'
import type { GivenCode } from '../../model/given-code.ts'
import type { Ctx } from '../context.ts'

/**
 * The stored hash of a code, or of the token in its link: an HMAC of purpose, subject and what was given. The subject is
 * what the call that redeems it proves: the user of an access token, or the email address. The other of the two is
 * checked by the statement that compares, from the row (docs/adr/0003-codes-in-one-round-trip.md).
 */
export const hashCode = (ctx: Ctx, purpose: MailPurpose, subject: string, given: GivenCode): Promise<string> =>
  mac(
    ctx.keyring.macKey,
    'token' in given ? ['link', purpose, subject, given.token] : ['code', purpose, subject, given.code],
  )

import { mac } from '../../crypto/mac.ts'
import type { CodePurpose } from '../../model/code-purposes.ts'
import type { Ctx } from '../context.ts'

/**
 * The stored hash of a code: an HMAC of purpose, subject and code. The subject is what the call that redeems the code
 * proves: the user of an access token, or the email address. The other of the two is checked by the statement that
 * compares, from the row (docs/adr/0003-codes-in-one-round-trip.md).
 */
export const hashCode = (ctx: Ctx, purpose: CodePurpose, subject: string, code: string): Promise<string> =>
  mac(ctx.keyring.macKey, ['code', purpose, subject, code])

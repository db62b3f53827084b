import type { Ctx } from '../../context.ts'
import { mac } from '../../crypto/mac.ts'
import type { CodePurpose } from '../../db/enums.ts'

/**
 * The stored form of a code: an HMAC over purpose, subject and code. The subject is what the call proves that brings
 * the code back, the user of an access token or the address; the other of the two is bound by the row, in the statement
 * that compares (docs/adr/0003-codes-in-one-round-trip.md).
 */
export const hashCode = (ctx: Ctx, purpose: CodePurpose, subject: string, code: string): Promise<string> =>
  mac(ctx.keyring.macKey, ['code', purpose, subject, code])

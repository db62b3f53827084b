import { drawCode } from '../../crypto/codes.ts'
import type { NewCode } from '../../db/rows.ts'
import { newId } from '../../lib/id.ts'
import { CODE_LIFETIME_SECONDS } from '../../model/code-lifetime.ts'
import type { MailPurpose } from '../../model/code-purposes.ts'
import type { Ctx } from '../context.ts'
import { codeAttemptKey } from '../proofs/attempt-keys.ts'
import { hashCode } from './hash-code.ts'

/** A code that is not stored yet, and its row. */
export interface UnsentCode {
  code: string
  /** The secret of its link: 128 bits, so that no guess has to be counted. */
  linkToken: string
  purpose: MailPurpose
  subject: string
  row: NewCode
}

/**
 * Draws a code; `subject` is what the request that redeems it will prove, see `hashCode`. `address` is where it will be
 * sent to, if that is known before the statement: guesses are counted by it. It works for `lifetimeSeconds`.
 */
export async function newCode(
  ctx: Ctx,
  purpose: MailPurpose,
  subject: string,
  address: string | undefined,
  lifetimeSeconds = CODE_LIFETIME_SECONDS,
): Promise<UnsentCode> {
  const code = drawCode()
  const linkToken = newId()
  const hash = await hashCode(ctx, purpose, subject, { code })
  const linkHash = await hashCode(ctx, purpose, subject, { token: linkToken })
  const attemptKey = address === undefined ? null : await codeAttemptKey(ctx, address)
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1_000)
  return { code, linkToken, purpose, subject, row: { hash, linkHash, attemptKey, createdAt: now, expiresAt } }
}

import { newCode } from '../../crypto/codes.ts'
import type { NewCode } from '../../db/rows.ts'
import { CODE_LIFETIME_SECONDS } from '../../model/code-lifetime.ts'
import type { CodePurpose } from '../../model/enums.ts'
import type { Ctx } from '../context.ts'
import { hashCode } from './hash-code.ts'

/** A new code, and its row. */
export interface CodeDraft {
  code: string
  purpose: CodePurpose
  subject: string
  row: NewCode
}

/** Draws a code; `subject` is what the request that redeems it will prove, see `hashCode`. */
export async function draftCode(ctx: Ctx, purpose: CodePurpose, subject: string): Promise<CodeDraft> {
  const code = newCode()
  const hash = await hashCode(ctx, purpose, subject, code)
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + CODE_LIFETIME_SECONDS * 1_000)
  return { code, purpose, subject, row: { hash, createdAt: now, expiresAt } }
}

/** Seconds until another code may be sent. */
export const secondsUntilNext = (draft: CodeDraft, current: { replaceableAt: Date }): number =>
  Math.ceil((current.replaceableAt.getTime() - draft.row.createdAt.getTime()) / 1_000)

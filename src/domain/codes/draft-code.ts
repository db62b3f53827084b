import type { Ctx } from '../../context.ts'
import { newCode } from '../../crypto/codes.ts'
import type { NewCode } from '../../db/queries/codes.ts'
import type { CodePurpose } from '../../db/schema.ts'
import { CODE_LIFETIME_SECONDS } from '../../schemas/account.ts'
import { hashCode } from './hash-code.ts'

const MIN_INTERVAL_MS = 60_000

/** A new code, its row, and the time up to which an older one may be replaced: one mail a minute. */
export interface CodeDraft {
  code: string
  subject: string
  row: NewCode
  settledBefore: Date
}

/** Draws a code; `subject` is what the request that brings it back will prove, see `hashCode`. */
export async function draftCode(ctx: Ctx, purpose: CodePurpose, subject: string, address?: string): Promise<CodeDraft> {
  const code = newCode()
  const hash = await hashCode(ctx, purpose, subject, code)
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + CODE_LIFETIME_SECONDS * 1_000)
  return {
    code,
    subject,
    row: { purpose, hash, createdAt: now, expiresAt, ...(address !== undefined && { address }) },
    settledBefore: new Date(now.getTime() - MIN_INTERVAL_MS),
  }
}

/** Seconds until another code may be sent. */
export const secondsUntilNext = (draft: CodeDraft, standing: { createdAt: Date }): number =>
  Math.ceil((standing.createdAt.getTime() - draft.settledBefore.getTime()) / 1_000)

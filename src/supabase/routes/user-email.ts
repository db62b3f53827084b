import type { Context } from 'hono'
import { requestEmailChange } from '../../domain/operations/email/request-email-change.ts'
import { Problem } from '../../model/problem.ts'
import type { SupabaseCallerEnv, SupabaseEnv } from '../env.ts'
import { mailing } from '../links.ts'

interface EmailChange {
  email: string
  currentPassword?: string | undefined
  /** The members `code_challenge` and `code_challenge_method` of the body. */
  pkce: Parameters<typeof mailing>[2]
}

/**
 * The part of `updateUser` that asks for another email address; nothing for the one that the caller has. Throws what
 * `requestEmailChange` throws.
 */
export async function changeUserEmail(
  c: Context<SupabaseEnv & SupabaseCallerEnv>,
  { email, currentPassword: password, pkce }: EmailChange,
): Promise<void> {
  const ctx = mailing(c as unknown as Context<SupabaseEnv>, c.get('ctx'), pkce)
  await requestEmailChange(ctx, { email, password }).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'invalid_request') throw error
  })
}

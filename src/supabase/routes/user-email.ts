import type { Context } from 'hono'
import type { SupabaseCallerEnv, SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'

/** Asks for another email address of the caller. */
export async function changeUserEmail(_c: Context<SupabaseEnv & SupabaseCallerEnv>, _email: string): Promise<void> {
  throw new SupabaseError('email_provider_disabled')
}

import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/** The bucket of the pictures. Throws `avatars_not_configured`. */
export function requireBucket({ avatars }: Ctx): R2Bucket {
  if (!avatars) throw new Problem('avatars_not_configured')
  return avatars
}

/** What R2 did. Throws `unavailable` if it failed: nothing that it says of that is a fault of the call. */
export async function askR2<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('unavailable', { reason: 'r2' })
  }
}

import { open } from '../../crypto/sealed.ts'
import { matchingStep } from '../../crypto/totp.ts'
import { decodeBase64url } from '../../lib/base64url.ts'
import { log } from '../../lib/log.ts'
import type { Ctx } from '../context.ts'
import { secretPlace } from './secret-place.ts'

/**
 * The factor and the time step whose code this is; `undefined` if it is none of theirs. A secret whose key is not in
 * ENCRYPTION_KEYS any more has no codes, and the log says so.
 */
export async function matchCode(
  ctx: Ctx,
  factors: readonly { _id: string; secret: string }[],
  code: string,
): Promise<{ factorId: string; step: number } | undefined> {
  const now = ctx.now()
  const matches = await Promise.all(
    factors.map(async ({ _id, secret }) => {
      const text = await open(ctx.settings.encryptionKeys, secretPlace(_id), secret)
      const bytes = text === undefined ? undefined : decodeBase64url(text)
      if (!bytes) log('error', 'factor_unreadable', { requestId: ctx.requestId })
      const step = bytes && matchingStep(bytes, code, now)
      return step === undefined ? [] : [{ factorId: _id, step }]
    }),
  )
  return matches.flat()[0]
}

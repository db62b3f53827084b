import { batch } from '../../../db/database.ts'
import { selectCodes } from '../../../db/statements/codes.gen.ts'
import { selectEvents } from '../../../db/statements/events.gen.ts'
import { selectFactors } from '../../../db/statements/factors.gen.ts'
import { selectIdentities } from '../../../db/statements/identities.gen.ts'
import { selectLoginCodesOf } from '../../../db/statements/login-codes.gen.ts'
import { selectPasskeys } from '../../../db/statements/passkeys.gen.ts'
import { selectOwnProfile } from '../../../db/statements/profile.gen.ts'
import { selectRecoveryCodes } from '../../../db/statements/recovery-codes.gen.ts'
import { selectSessions } from '../../../db/statements/sessions.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { listPasskey } from '../../passkeys/list-passkey.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Everything that is stored about the caller except secrets (GDPR art. 20), of each list the latest `maxRows`. Throws
 * `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function exportAccount(ctx: CallerCtx, maxRows: number) {
  const { caller, db } = ctx
  const { userId } = caller
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.sessionId)
  const now = ctx.now()
  const {
    profile,
    passkeys,
    codes,
    loginCodes = [],
    ...lists
  } = await batch(db, {
    profile: selectOwnProfile({ ...caller, now }),
    identities: selectIdentities({ userId }),
    passkeys: selectPasskeys({ userId }),
    sessions: selectSessions({ userId, now, limit: maxRows }),
    codes: selectCodes({ userId }),
    factors: selectFactors({ userId }),
    recoveryCodes: selectRecoveryCodes({ userId }),
    ...(ctx.settings.LOGIN_CODES === 'on' && { loginCodes: selectLoginCodesOf({ userId }) }),
    activity: selectEvents({ userId, limit: maxRows }),
  })
  const sentCodes = [...codes, ...loginCodes.map((code) => ({ purpose: 'login', ...code }))]
  return {
    exportedAt: now,
    profile: requireCaller(ctx, profile),
    passkeys: passkeys.map(listPasskey),
    codes: sentCodes,
    ...lists,
  }
}

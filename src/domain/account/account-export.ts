import type { Answers } from '../../db/database.ts'
import { selectCodes } from '../../db/statements/codes.gen.ts'
import { selectEvents } from '../../db/statements/events.gen.ts'
import { selectFactors } from '../../db/statements/factors.gen.ts'
import { selectIdentities } from '../../db/statements/identities.gen.ts'
import { selectLoginCodesOf } from '../../db/statements/login-codes.gen.ts'
import { selectPasskeys } from '../../db/statements/passkeys.gen.ts'
import { selectRecoveryCodes } from '../../db/statements/recovery-codes.gen.ts'
import { selectSessions } from '../../db/statements/sessions.gen.ts'
import type { Ctx } from '../context.ts'
import { ownRowsIn, selectOwnRows } from '../extensions/own-tables.ts'
import { listPasskey } from '../passkeys/list-passkey.ts'

/** The statements that find all that is stored about a user besides their profile, of each list the latest `maxRows`. */
export const exportSteps = async ({ settings, onDemand }: Ctx, userId: string, now: Date, maxRows: number) => ({
  identities: selectIdentities({ userId }),
  passkeys: selectPasskeys({ userId }),
  sessions: selectSessions({ userId, now, limit: maxRows }),
  codes: selectCodes({ userId }),
  factors: selectFactors({ userId }),
  recoveryCodes: selectRecoveryCodes({ userId }),
  ...(settings.LOGIN_CODES === 'on' && { loginCodes: selectLoginCodesOf({ userId }) }),
  activity: selectEvents({ userId, limit: maxRows }),
  ...(onDemand.ownTables && selectOwnRows((await onDemand.ownTables()).tables, userId, maxRows)),
})

/** All that is stored about a user except secrets (GDPR art. 20), of what those have found. */
export function toAccountExport<P>(profile: P, now: Date, found: Answers<Awaited<ReturnType<typeof exportSteps>>>) {
  const { identities, passkeys, sessions, codes, factors, recoveryCodes, loginCodes = [], activity } = found
  const extensions = ownRowsIn(found)
  const sentCodes = [...codes, ...loginCodes.map((code) => ({ purpose: 'login', ...code }))]
  return {
    exportedAt: now,
    profile,
    identities,
    passkeys: passkeys.map(listPasskey),
    sessions,
    codes: sentCodes,
    factors,
    recoveryCodes,
    activity,
    ...(extensions && { extensions }),
  }
}

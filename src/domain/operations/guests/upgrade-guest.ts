import { hashPassword } from '../../../crypto/password.ts'
import { commit } from '../../../db/commit.ts'
import { isUniqueViolation } from '../../../db/failures.ts'
import type { OwnProfile } from '../../../db/rows.ts'
import { putRegistrationCode } from '../../../db/statements/email.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { recordUpgrade, upgradeGuest as upgrade } from '../../../db/statements/guests.gen.ts'
import { selectOwnProfile } from '../../../db/statements/profile.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { newCode } from '../../codes/new-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit, enforceLimitByAddress } from '../../limits/enforce-limit.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { refuseKnown } from '../../proofs/refuse-known.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { askBeforeUpgrade } from '../../sign-in/ask-before-upgrade.ts'

interface Upgrade {
  email: string
  password: string
  name?: string | undefined
}

/**
 * Gives a guest an email address and a password, and mails them a code that verifies the address. The session goes on,
 * and the user is the same. So it does to a user who has neither, such as one with a passkey alone, after a recent
 * sign-in. Throws `guest_only`, `recent_login_required`, `email_taken` (the index decides), `password_common`,
 * `password_leaked`, `rate_limited`, `session_ended`, `account_disabled`, and what hooks throw; the guest stays what they were.
 */
export async function upgradeGuest(ctx: CallerCtx, { email, password, name }: Upgrade): Promise<OwnProfile> {
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_PASSWORD', caller.sessionId)
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', email)
  await refuseKnown(ctx, password, { email, ...(name && { name }) })
  const added = await askBeforeUpgrade(ctx, {
    ...{ method: 'password', provider: null },
    ...{ email, emailVerified: false, name: name ?? null, profile: {} },
  })
  const passwordHash = await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
  const code = await newCode(ctx, 'verify_email', ctx.signIns?.codesByAddress ? email : caller.userId, email)
  const event = newEvent(ctx, 'guest_upgraded', caller.sessionId)
  const now = event.createdAt
  const { upgraded, profile } = await commit(db, {
    event: recordUpgrade({ ...event, ...caller, signedInAfter: recentSince(now) }),
    user: upgrade({ eventId: event._id, email, passwordHash, name: name ?? null, now }),
    ...added?.store(event._id),
    code: putRegistrationCode({ ...code.row, eventId: event._id }),
    upgraded: selectUserOfEvent({ eventId: event._id }),
    profile: selectOwnProfile({ ...caller, now }),
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'users.email') ? new Problem('email_taken') : error
  })
  const own = requireCaller(ctx, profile)
  if (!upgraded) throw new Problem(own.email === null ? 'recent_login_required' : 'guest_only')
  sendCode(ctx, code, { email, locale: own.locale }, 'registration')
  return own
}

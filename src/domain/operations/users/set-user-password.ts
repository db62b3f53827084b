import { hashPassword } from '../../../crypto/password.ts'
import { invalidateCodes } from '../../../db/statements/codes.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { invalidateLoginCode } from '../../../db/statements/login-codes.gen.ts'
import { setPasswordOfUser } from '../../../db/statements/password.gen.ts'
import { recordPasswordSet, selectPasswordOwner } from '../../../db/statements/passwords-by-operators.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { Problem } from '../../../model/problem.ts'
import { auditOf } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import { endSessionsToo } from '../../admin/end-sessions-too.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { withEndOfSessions } from '../../admin/operator-event.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { notifyPasswordChanged } from '../../notices/notify-password-changed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { refuseKnown } from '../../proofs/refuse-known.ts'

/**
 * Sets the password of a user. Codes that were mailed become invalid, and every session ends. A mail tells the owner of a
 * verified email. Not of an admin, whose rights whoever talks support into it would get (ADR 33). Throws `user_not_found`,
 * `email_missing`, `invalid_request` for an admin, `password_common`, `password_leaked`, and what `commitAsOperator` throws.
 */
export async function setUserPassword(ctx: OperatorCtx, userId: string, password: string): Promise<void> {
  const { owner } = await readAsOperator(ctx, { owner: selectPasswordOwner({ userId }) })
  if (!owner) throw new Problem('user_not_found')
  if (owner.email === null) throw new Problem('email_missing')
  if (owner.isAdmin) throw ofAdmin()
  await refuseKnown(ctx, password, owner)
  const passwordHash = await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
  const { event, ended } = withEndOfSessions(ctx, 'password_changed', userId)
  const { _id: eventId, createdAt: now } = event
  const { recorded } = await commitAsOperator(ctx, {
    event: recordPasswordSet(event),
    audit: auditOf(ctx, event, 'password_set'),
    password: setPasswordOfUser({ eventId, passwordHash, now }),
    codes: invalidateCodes({ eventId }),
    ...(ctx.settings.LOGIN_CODES === 'on' && { loginCode: invalidateLoginCode({ eventId }) }),
    ...endSessionsToo(ended),
    recorded: selectUserOfEvent({ eventId }),
  })
  if (!recorded) throw ofAdmin() // or deleted since
  const to = ownersEmail(owner)
  if (to) notifyPasswordChanged(ctx, to)
}

const ofAdmin = () => invalidField('password', 'of an admin is set by nobody else: send them a password reset')

import {
  putResetCodeByOperator,
  recordResetRequestByOperator,
  selectResetCodeOfUser,
} from '../../../db/statements/created-users.gen.ts'
import { selectAddressOfUser } from '../../../db/statements/user-sessions.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { Problem } from '../../../model/problem.ts'
import { auditOf } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'
import { operatorEvent } from '../../admin/operator-event.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { newCode } from '../../codes/new-code.ts'
import { requireStored } from '../../codes/require-stored.ts'
import { sendCode } from '../../codes/send-code.ts'
import { limitRequestedMail } from '../../limits/unconfirmed-mail.ts'
import { requireCodeSender } from '../../notices/send-mail.ts'

/**
 * Mails a user a code that sets a new password, and its link, as if they had asked for it themselves. Throws
 * `mail_not_configured`, `user_not_found`, `email_missing`, `invalid_request` for a user who is disabled,
 * `rate_limited` if it is too early for another code or too many are mailed, and what `commitAsOperator` throws.
 */
export async function sendUserPasswordReset(ctx: OperatorCtx, userId: string): Promise<void> {
  requireCodeSender(ctx)
  const { user } = await readAsOperator(ctx, { user: selectAddressOfUser({ userId }) })
  if (!user) throw new Problem('user_not_found')
  const { email, emailVerified, disabledAt, locale } = user
  if (email === null) throw new Problem('email_missing')
  if (disabledAt) throw disabled()
  const code = await newCode(ctx, 'reset_password', email, email)
  const event = operatorEvent(ctx, 'password_reset_requested', userId)
  const addressee = { targetId: userId, email }
  const { current } = await commitAsOperator(ctx, {
    code: putResetCodeByOperator({ ...code.row, ...operatorValues(ctx), ...addressee }),
    event: recordResetRequestByOperator({ ...event, email, hash: code.row.hash }),
    audit: auditOf(ctx, event, 'password_reset_sent'),
    current: selectResetCodeOfUser(addressee),
  })
  if (!current) throw disabled() // or moved to another address since
  requireStored(code, current)
  if (!emailVerified) await limitRequestedMail(ctx) // whoever registered may only have typed it
  sendCode(ctx, code, { email, locale })
}

const disabled = () => invalidField('userId', 'is disabled: enable them first')

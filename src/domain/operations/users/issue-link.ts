import {
  insertAuditOfConfirmationLink,
  putCodeOfConfirmationLink,
  putCodeOfResetLink,
  recordResetLink,
  selectCodeOfConfirmationLink,
  selectCodeOfResetLink,
  selectLinkOwner,
} from '../../../db/statements/issued-links.gen.ts'
import { codeLink } from '../../../mail/code-link.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import type { LinkPurpose } from '../../../model/link-purposes.ts'
import { Problem } from '../../../model/problem.ts'
import { auditOf, auditRow } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'
import { operatorEvent } from '../../admin/operator-event.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { newCode, type UnsentCode } from '../../codes/new-code.ts'
import { requireAddress } from '../../codes/require-link-owner.ts'
import { requireStored } from '../../codes/require-stored.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'

/** A link that works once. */
interface IssuedLink {
  link: string
  expiresAt: Date
}

/**
 * Makes the link that an email would have, for whoever delivers it: one that sets a new password, or one that confirms the
 * email address. It goes nowhere else, and no log has it. Throws `links_not_configured`, `user_not_found`,
 * `email_missing`, `email_already_verified`, `invalid_request` for a user who is disabled or an admin, `rate_limited` if
 * it is too early for another code, and what `commitAsOperator` throws.
 */
export async function issueLink(ctx: OperatorCtx, userId: string, purpose: LinkPurpose): Promise<IssuedLink> {
  const { pagesUrl: baseUrl } = ctx
  if (!baseUrl) throw new Problem('links_not_configured')
  if (ctx.operator.type === 'service') await enforceLimit(ctx, 'LIMIT_ADDRESS', `links ${ctx.operator.name}`)
  const { owner } = await readAsOperator(ctx, { owner: selectLinkOwner({ userId }) })
  const email = requireAddress(owner, purpose)
  const code = await newCode(ctx, purpose, purpose === 'verify_email' ? userId : email, email)
  const { current } = await commitAsOperator(ctx, STEPS[purpose](ctx, { userId, email }, code))
  if (!current) throw changed()
  requireStored(code, current)
  return { link: codeLink(code, baseUrl), expiresAt: code.row.expiresAt }
}

interface Addressee {
  userId: string
  email: string
}

const STEPS = {
  reset_password: (ctx: OperatorCtx, { userId, email }: Addressee, { row }: UnsentCode) => {
    const event = operatorEvent(ctx, 'password_reset_requested', userId)
    return {
      code: putCodeOfResetLink({ ...row, ...operatorValues(ctx), userId, email }),
      event: recordResetLink({ ...event, userId, email, hash: row.hash }),
      audit: auditOf(ctx, event, 'reset_link_issued'),
      current: selectCodeOfResetLink({ userId, email }),
    }
  },
  verify_email: (ctx: OperatorCtx, { userId, email }: Addressee, { row }: UnsentCode) => {
    const { hash, createdAt } = row
    const audit = { ...auditRow(ctx, { createdAt }, 'confirmation_link_issued'), ...operatorValues(ctx) }
    return {
      code: putCodeOfConfirmationLink({ ...row, ...operatorValues(ctx), userId, email }),
      audit: insertAuditOfConfirmationLink({ ...audit, userId, email, hash }),
      current: selectCodeOfConfirmationLink({ userId, email }),
    }
  },
}

const changed = () => invalidField('id', 'has been changed meanwhile: try again')

import {
  insertAuditOfChangeLink,
  insertAuditOfConfirmationLink,
  insertAuditOfLoginLink,
  putCodeOfChangeLink,
  putCodeOfConfirmationLink,
  putCodeOfLoginLink,
  selectCodeOfChangeLink,
  selectCodeOfConfirmationLink,
  selectCodeOfLoginLink,
  selectLinkOwner,
} from '../../../db/statements/issued-links.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import type { AuditAction } from '../../../model/operator.ts'
import { auditRow } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { newCode, type UnsentCode } from '../../codes/new-code.ts'
import { requireAddress } from '../../codes/require-link-owner.ts'
import { requireStored } from '../../codes/require-stored.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'

type Purpose = 'login' | 'verify_email' | 'change_email'

interface CodeToIssue {
  userId: string
  purpose: Purpose
  /** Where the account is to move, for `change_email`. */
  newEmail?: string | undefined
  lifetimeSeconds?: number | undefined
}

/** Statements of one shape for each purpose, and what the audit record calls it. */
const STATEMENTS = {
  login: { put: putCodeOfLoginLink, audit: insertAuditOfLoginLink, current: selectCodeOfLoginLink },
  verify_email: {
    put: putCodeOfConfirmationLink,
    audit: insertAuditOfConfirmationLink,
    current: selectCodeOfConfirmationLink,
  },
  change_email: { put: putCodeOfChangeLink, audit: insertAuditOfChangeLink, current: selectCodeOfChangeLink },
} as const

const ACTIONS: Record<Purpose, AuditAction> = {
  login: 'reset_link_issued', // either gets its bearer into the account
  verify_email: 'confirmation_link_issued',
  change_email: 'confirmation_link_issued',
}

/**
 * Makes a code that is bound to an email address, and its link's token, for whoever delivers them: never for an admin
 * (docs/adr/0033). It goes nowhere else, and no log has it. Throws `user_not_found`, `email_missing`,
 * `email_already_verified`, `invalid_request` for a user who is disabled or an admin, `rate_limited` if it is too early for
 * another code, and what `commitAsOperator` throws.
 */
export async function issueCode(ctx: OperatorCtx, input: CodeToIssue): Promise<UnsentCode> {
  const { userId, purpose, newEmail, lifetimeSeconds } = input
  if (ctx.operator.type === 'service') await enforceLimit(ctx, 'LIMIT_ADDRESS', `links ${ctx.operator.name}`)
  const { owner } = await readAsOperator(ctx, { owner: selectLinkOwner({ userId }) })
  const email = requireAddress(owner, purpose === 'verify_email' ? purpose : 'reset_password')
  const address = newEmail ?? email
  const code = await newCode(ctx, purpose, address, address, lifetimeSeconds)
  const { createdAt, hash } = code.row
  const { put, audit, current: select } = STATEMENTS[purpose]
  const whom = { userId, email }
  const row = { ...auditRow(ctx, { createdAt }, ACTIONS[purpose]), ...operatorValues(ctx), ...whom, hash }
  const { current } = await commitAsOperator(ctx, {
    code: put({ ...code.row, ...operatorValues(ctx), ...whom, address }),
    audit: audit(row),
    current: select(whom),
  })
  if (!current) throw invalidField('id', 'has been changed meanwhile: try again')
  requireStored(code, current)
  return code
}

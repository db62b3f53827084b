import type { Steps } from '../../../db/database.ts'
import { isUniqueViolation } from '../../../db/failures.ts'
import {
  changeUserOfEvents,
  deleteCodesOfUser,
  insertAuditOfChange,
  recordUserChange,
  selectChangeRefusal,
  selectFormerEmail,
} from '../../../db/statements/user-changes.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { APP_METADATA_MAX_BYTES, METADATA_MAX_BYTES, tooLargeFor } from '../../../model/metadata.ts'
import { Problem } from '../../../model/problem.ts'
import { CHANGE_EVENTS, type ChangeRefusal } from '../../../model/user-change.ts'
import { auditRow } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { operatorEvents } from '../../admin/operator-event.ts'
import { toUser, type UserForOperators, userSteps } from '../../admin/read-user.ts'
import { notifyEmailChanged } from '../../notices/notify-email-changed.ts'

interface UserChanges {
  name?: string | undefined
  email?: string | undefined
  /** Without it another email address is not verified. */
  emailVerified?: boolean | undefined
  roles?: string[] | undefined
  /** Are merged (RFC 7396); null clears them. */
  appMetadata?: Record<string, unknown> | null | undefined
  metadata?: Record<string, unknown> | null | undefined
}

/**
 * Changes what is given of a user; several things at once, or nothing. There is an event for each kind of change, and none
 * for what is so already. A mail tells the owner of a verified address that was replaced. Throws `user_not_found`,
 * `email_taken`, `email_missing`, `upgrade_required` for the address of a guest, `last_admin`, `invalid_request` for metadata
 * that would be too large, for the role `admin` of somebody who need not be who their address says, and for the address of
 * an admin, and what `commitAsOperator` throws.
 */
export async function updateUser(ctx: OperatorCtx, userId: string, given: UserChanges): Promise<UserForOperators> {
  const changes = JSON.stringify(given)
  const events = operatorEvents(ctx, possibleEvents(given), userId).map((event) => ({
    ...event,
    fields: event.type.startsWith('email_') ? null : fieldsOf(event.type, given), // webhooks hear it by the type
  }))
  const eventIds = events.map(({ _id }) => _id)
  const now = ctx.now()
  const row = auditRow(ctx, { createdAt: now }, 'user_updated')
  const records = events.map((event) => [event.type, recordUserChange({ ...event, changes })])
  const moved = events.find(({ type }) => type === 'email_changed')
  const { verdict, former, ...found } = await commitAsOperator(ctx, {
    verdict: selectChangeRefusal({ userId, changes }),
    ...(Object.fromEntries(records) as Steps),
    audit: insertAuditOfChange({ ...row, eventIds, changes }),
    change: changeUserOfEvents({ eventIds, changes, now }),
    ...(moved && { codes: deleteCodesOfUser({ eventId: moved._id }) }),
    former: selectFormerEmail({ auditId: row._id }),
    ...userSteps(ctx, userId),
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'users.email') ? new Problem('email_taken') : error
  })
  const user = toUser(found)
  if (verdict?.refusal) throw refused(verdict.refusal)
  if (former) notifyEmailChanged(ctx, { email: former.email, locale: user.locale }, true)
  return user
}

type ChangeEvent = keyof typeof CHANGE_EVENTS

/** The types of the events that there may be. */
const possibleEvents = (given: UserChanges) =>
  (Object.keys(CHANGE_EVENTS) as ChangeEvent[]).filter((type) => fieldsOf(type, given).length > 0)

/** Those of the given fields that an event is about. */
const fieldsOf = (type: ChangeEvent, given: UserChanges) =>
  CHANGE_EVENTS[type].filter((field) => given[field] !== undefined)

const MESSAGES = {
  email: 'is that of an admin: they change it themselves, or lose the role first',
  roles: 'must not have admin before the user has shown that the mailbox is theirs: send them a password reset',
  metadata: tooLargeFor(METADATA_MAX_BYTES),
  appMetadata: tooLargeFor(APP_METADATA_MAX_BYTES),
} as const

function refused(refusal: ChangeRefusal): Problem {
  const isField = (name: ChangeRefusal): name is keyof typeof MESSAGES => name in MESSAGES
  if (!isField(refusal)) return new Problem(refusal)
  return invalidField(refusal, MESSAGES[refusal])
}

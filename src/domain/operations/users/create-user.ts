import { hashPassword } from '../../../crypto/password.ts'
import { insertAuditWith } from '../../../db/statements/audit-records.gen.ts'
import { insertUserByOperator, recordUserCreated } from '../../../db/statements/created-users.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { selectCredential } from '../../../db/statements/sign-in.gen.ts'
import { newId } from '../../../lib/id.ts'
import { mergePatch } from '../../../lib/merge-patch.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { APP_METADATA_MAX_BYTES, METADATA_MAX_BYTES, tooLargeFor } from '../../../model/metadata.ts'
import { ADMIN_ROLE } from '../../../model/operator.ts'
import { NAMELESS } from '../../../model/person-name.ts'
import { Problem } from '../../../model/problem.ts'
import { auditRow } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'
import { operatorEvent } from '../../admin/operator-event.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { toUser, type UserForOperators, userSteps } from '../../admin/read-user.ts'
import { prepareInvitation } from '../../codes/prepare-invitation.ts'
import { refuseKnown } from '../../proofs/refuse-known.ts'

interface NewUserByOperator {
  /** For one who has an id elsewhere already. */
  _id?: string | undefined
  email: string
  name?: string | undefined
  /** Without one the user comes in by their mailbox, or with a provider. */
  password?: string | undefined
  emailVerified?: boolean | undefined
  roles?: string[] | undefined
  appMetadata?: Record<string, unknown> | undefined
  metadata?: Record<string, unknown> | undefined
  /** Whether to mail them a code by which they choose their password. */
  invite?: boolean | undefined
}

/**
 * Creates a user who is not signed in; and invites them, if asked to. Throws `email_taken` (the index decides), also for an id
 * that somebody has,
 * `invalid_request` for an invitation with a password, or an admin with one, `mail_not_configured`, `password_common`,
 * `password_leaked`, and what `commitAsOperator` and hooks throw.
 */
export async function createUser(ctx: OperatorCtx, input: NewUserByOperator): Promise<UserForOperators> {
  const { email, name = NAMELESS, password, emailVerified = false, roles = [], invite } = input
  const { appMetadata = {}, metadata = {} } = input
  if (invite && password !== undefined) throw invitedWithPassword()
  if (password !== undefined && roles.includes(ADMIN_ROLE)) throw adminWithPassword()
  if (isTooLarge(appMetadata)) throw tooLarge()
  if (isTooLarge(metadata, METADATA_MAX_BYTES)) throw invalidField('metadata', tooLargeFor(METADATA_MAX_BYTES))
  const added = await askBeforeCreation(ctx, input)
  const { appMetadata: ofHook = {}, ...profile } = added?.additions ?? {}
  const allAppMetadata = mergePatch(appMetadata, ofHook)
  if (isTooLarge(allAppMetadata)) throw tooLarge()
  const passwordHash = password === undefined ? null : await hashForOperator(ctx, password, { email, name })
  const userId = input._id ?? newId()
  const event = operatorEvent(ctx, 'registered', userId)
  const { _id: eventId, createdAt } = event
  const invitation = invite ? await prepareInvitation(ctx, email, eventId) : undefined
  const user = {
    ...{ _id: userId, email, name, createdAt, updatedAt: createdAt, isVerified: emailVerified },
    passwordHash,
    roles: roles.length > 0 ? JSON.stringify(roles) : null,
    appMetadata: JSON.stringify(appMetadata),
    metadata: JSON.stringify(metadata),
  }
  const after = JSON.stringify({
    name,
    email,
    emailVerified,
    roles,
    appMetadata: allAppMetadata,
    ...(input.metadata && { metadata }),
    ...profile,
  })
  const row = auditRow(ctx, event, invite ? 'user_invited' : 'user_created')
  const {
    recorded,
    user: made,
    ...found
  } = await commitAsOperator(ctx, {
    newUser: insertUserByOperator({ ...user, ...operatorValues(ctx) }),
    event: recordUserCreated({ ...event, email }),
    audit: insertAuditWith({ ...row, eventId, before: null, after }),
    ...added?.store(eventId),
    ...invitation?.steps,
    recorded: selectUserOfEvent({ eventId }),
    ...userSteps(ctx, userId),
  })
  if (!recorded || !made) throw new Problem('email_taken')
  invitation?.send(made.locale)
  return toUser({ user: made, ...found })
}

/** Asks the hook of registrations, where there is one: only for who may operate, who learns that an email is taken anyway. */
async function askBeforeCreation(ctx: OperatorCtx, { email, name, emailVerified = false }: NewUserByOperator) {
  if (!ctx.hooks?.beforeRegister) return undefined
  const { taken } = await readAsOperator(ctx, { taken: selectCredential({ email }) })
  if (taken) throw new Problem('email_taken')
  return ctx.hooks.beforeRegister(ctx, {
    ...{ method: 'operator', provider: null, guestId: null },
    ...{ email, emailVerified, name: name ?? null, profile: {} },
  })
}

/** The hash of a new password; the operator is checked first, since hashing costs more than all else. */
async function hashForOperator(ctx: OperatorCtx, password: string, owner: { email: string; name: string }) {
  const { taken } = await readAsOperator(ctx, { taken: selectCredential(owner) })
  if (taken) throw new Problem('email_taken')
  await refuseKnown(ctx, password, owner)
  return hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
}

const isTooLarge = (metadata: object, maxBytes: number = APP_METADATA_MAX_BYTES): boolean =>
  new TextEncoder().encode(JSON.stringify(metadata)).length > maxBytes

const tooLarge = () => invalidField('appMetadata', tooLargeFor(APP_METADATA_MAX_BYTES))

const invitedWithPassword = () => invalidField('password', 'is chosen by the user whom you invite: leave it out')

/** As for who has an account already: an admin has to show that the mailbox is theirs, or its reader could take it over. */
const adminWithPassword = () =>
  invalidField('roles', 'an admin shows that the mailbox is theirs: leave the password out, and invite them')

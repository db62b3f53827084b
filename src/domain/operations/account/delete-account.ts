import { commit } from '../../../db/commit.ts'
import type { Bound } from '../../../db/statement.ts'
import { deleteCaller, selectUserId } from '../../../db/statements/account.gen.ts'
import { selectCallersAddress } from '../../../db/statements/email.gen.ts'
import { deleteCallersGuest } from '../../../db/statements/guests.gen.ts'
import { deleteCallersLoginCode, deletePasskeyHoldersLoginCode } from '../../../db/statements/login-codes.gen.ts'
import {
  addCallersDeletion,
  addGuestsDeletion,
  addPasskeyHoldersDeletion,
} from '../../../db/statements/outbox-deletions.gen.ts'
import { deleteCallerWithOnlyPasskeys, selectUserWithOnlyPasskeys } from '../../../db/statements/passkeys.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { Problem } from '../../../model/problem.ts'
import type { Proof } from '../../../model/proof.ts'
import type { Provider } from '../../../model/providers.ts'
import type { CallerCtx } from '../../context.ts'
import { notifyAccountDeleted } from '../../notices/notify-account-deleted.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import type { Recipient } from '../../notices/recipient.ts'
import { proveCallersPassword, wrongPassword } from '../../proofs/prove-callers-password.ts'
import { type IdentityProof, proveRecentIdentity } from '../../proofs/prove-identity.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

interface Revocation {
  /** Of a fresh authorization at Apple: what was granted there is revoked. */
  appleAuthorizationCode?: string | undefined
}

/** What proves that the user asks: the password, or a linked account at a provider. */
type Proven = Revocation & ({ password: string } | (IdentityProof & { provider: Provider }))

/** A guest has no proof but their session, and a passkey's is a recent sign-in. */
export type AccountDeletion = Proven | { password?: null }

/**
 * Deletes the caller and everything of theirs (App Store Review Guidelines 5.1.1(v)): the rows of every other table go
 * with the user's. A guest needs no proof, since there is none, and who only has passkeys a recent sign-in. What they
 * granted at Apple is revoked after the response. A mail tells the owner of a verified email. Throws `invalid_request`
 * without a proof of a user who has one, `recent_login_required`, `identity_not_found` for an account at a provider
 * that is not linked, and what `proveCallersPassword` or `proveRecentIdentity` throws.
 */
export async function deleteAccount(ctx: CallerCtx, input: AccountDeletion): Promise<void> {
  if (!isProven(input)) return deleteWithoutProof(ctx)
  const { caller, db } = ctx
  const { proof, provenEmail, forgetFailures, refusal, clientId } =
    'provider' in input ? await byIdentity(ctx, input) : await byPassword(ctx, input)
  const now = ctx.now()
  const endpoints = db.outbox?.endpointsFor('user.deleted')
  const { owner, left, status } = await commit(db, {
    ...(forgetFailures && { forgetFailures }),
    owner: selectCallersAddress({ ...caller, now }),
    ...(ctx.settings.LOGIN_CODES === 'on' && { loginCode: deleteCallersLoginCode({ ...caller, proof, now }) }),
    ...(endpoints && { message: addCallersDeletion({ ...caller, proof, now, endpoints }) }),
    user: deleteCaller({ ...caller, proof, now }),
    left: selectUserId({ userId: caller.userId }),
    status: selectCallerStatus({ ...caller, now }),
  })
  if (left) {
    requireCaller(ctx, status)
    throw refusal
  }
  const to = provenEmail ?? (owner && ownersEmail(owner.row)) // no row is left to read if the batch was sent twice
  if (to) notifyAccountDeleted(ctx, to)
  if (input.appleAuthorizationCode) revokeGrant(ctx, input.appleAuthorizationCode, clientId)
}

const isProven = (input: AccountDeletion): input is Proven => 'provider' in input || typeof input.password === 'string'

/** A guest has nothing to prove with but their session; who only has passkeys has just signed in with one. */
async function deleteWithoutProof(ctx: CallerCtx): Promise<void> {
  const { caller, db } = ctx
  const now = ctx.now()
  const recent = { ...caller, signedInAfter: recentSince(now), now }
  const endpoints = db.outbox?.endpointsFor('user.deleted')
  const { owner, left, status, onlyPasskeys } = await commit(db, {
    owner: selectCallersAddress({ ...caller, now }),
    ...(endpoints && { guestsMessage: addGuestsDeletion({ ...caller, now, endpoints }) }),
    guest: deleteCallersGuest({ ...caller, now }),
    ...(ctx.settings.LOGIN_CODES === 'on' && { loginCode: deletePasskeyHoldersLoginCode(recent) }),
    ...(endpoints && { message: addPasskeyHoldersDeletion({ ...recent, endpoints }) }),
    user: deleteCallerWithOnlyPasskeys(recent),
    left: selectUserId({ userId: caller.userId }),
    status: selectCallerStatus({ ...caller, now }),
    onlyPasskeys: selectUserWithOnlyPasskeys({ userId: caller.userId }),
  })
  if (left) {
    requireCaller(ctx, status)
    if (onlyPasskeys) throw new Problem('recent_login_required')
    throw invalidField('password', 'is missing')
  }
  const to = owner && ownersEmail(owner.row)
  if (to) notifyAccountDeleted(ctx, to)
}

interface Asked {
  proof: Proof
  /** Where to notify the owner, if that is known already. */
  provenEmail?: Recipient | undefined
  forgetFailures?: Bound<D1Result>
  /** Why the caller is not deleted although their session is live. */
  refusal: Problem
  /** Our client id at Apple that the ID token was for, if it is Apple's. */
  clientId?: string
}

async function byPassword(ctx: CallerCtx, { password }: { password: string }): Promise<Asked> {
  const { proof, ownersEmail: provenEmail, forgetFailures } = await proveCallersPassword(ctx, password)
  return { proof, provenEmail, forgetFailures, refusal: wrongPassword() } // it changed while we compared
}

async function byIdentity(ctx: CallerCtx, input: IdentityProof & { provider: Provider }): Promise<Asked> {
  const { proof, audience } = await proveRecentIdentity(ctx, input.provider, input)
  const refusal = new Problem('identity_not_found')
  return { proof, refusal, ...(input.provider === 'apple' && { clientId: audience }) }
}

/**
 * Nobody waits for it, since Apple tells users how to do it themselves; `deferred_failed` logs the code of a failure.
 */
function revokeGrant({ settings, now, defer, onDemand }: CallerCtx, code: string, clientId: string | undefined): void {
  const { clientIds, revocation } = settings.apple ?? {}
  const id = clientId ?? clientIds?.[0]
  if (!id || !revocation) return
  const client = { id, ...revocation }
  defer(
    'apple_revocation',
    onDemand.appleRevocation().then(({ revokeAtApple }) => revokeAtApple(client, code, now())),
  )
}

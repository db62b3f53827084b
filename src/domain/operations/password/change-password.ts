import { hashPassword } from '../../../crypto/password.ts'
import { commit, commitOne } from '../../../db/commit.ts'
import { moveAttempts } from '../../../db/statements/attempts.gen.ts'
import { deleteChallengesOfUser } from '../../../db/statements/challenges.gen.ts'
import { deleteAddressCodes, invalidateCodes } from '../../../db/statements/codes.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { invalidateLoginCode } from '../../../db/statements/login-codes.gen.ts'
import { recordPasswordChange, replacePassword } from '../../../db/statements/password.gen.ts'
import { selectSignedInProfile } from '../../../db/statements/profile.gen.ts'
import { deleteSessionsExcept, replaceSession } from '../../../db/statements/sessions.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { notifyPasswordChanged } from '../../notices/notify-password-changed.ts'
import { factorAttemptKey } from '../../proofs/attempt-keys.ts'
import { proveCallersPassword, wrongPassword } from '../../proofs/prove-callers-password.ts'
import { refuseKnown } from '../../proofs/refuse-known.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { issueTokens, type TokenPair } from '../../sign-in/issue-tokens.ts'
import { newSession } from '../../sign-in/new-session.ts'

/** The password that the caller has, and the one that they want. */
interface PasswordChange {
  currentPassword: string
  newPassword: string
}

/**
 * Sets a new password. Earlier codes become invalid, and every session ends: a new one replaces this one, whose tokens
 * someone may have copied. A mail tells the owner of a verified email.
 * Throws `invalid_credentials`, `password_common`, `password_leaked`, `rate_limited`, `session_ended`, `account_disabled`,
 * `hook_failed`.
 */
export async function changePassword(ctx: CallerCtx, input: PasswordChange): Promise<TokenPair> {
  const { caller, db } = ctx
  const { userId, sessionId: replacedId } = caller
  const { email, name, ownersEmail, proof, forgetFailures } = await proveCallersPassword(ctx, input.currentPassword)
  const session = newSession(ctx, undefined)
  const claims = await prepare(ctx, input.newPassword, { email, name }, session).catch(async (refusal: unknown) => {
    await commitOne(db, forgetFailures) // the current one was right
    throw refusal
  })
  const { passwordHash } = proof
  const newHash = await hashPassword(input.newPassword, ctx.settings.PASSWORD_ITERATIONS)
  const event = newEvent(ctx, 'password_changed', session._id)
  const eventId = event._id
  const { recorded, profile, status } = await commit(db, {
    forgetFailures,
    event: recordPasswordChange({ ...event, userId, replacedId, proof }),
    password: replacePassword({ eventId, passwordHash, newHash }),
    session: replaceSession({ ...session, eventId, replacedId }),
    otherSessions: deleteSessionsExcept({ eventId, keptId: session._id }),
    challenges: deleteChallengesOfUser({ eventId }),
    ...(ctx.settings.FACTORS === 'on' && { factorGuesses: await goOnCounting(ctx, session._id, eventId) }),
    codes: invalidateCodes({ eventId }),
    ...(ctx.settings.LOGIN_CODES === 'on' && { loginCode: invalidateLoginCode({ eventId }) }),
    // A code to the owner's own address need not wait: they may want to reset what a thief has set.
    ...(ownersEmail && { addressCodes: deleteAddressCodes({ eventId }) }),
    recorded: selectUserOfEvent({ eventId }),
    profile: selectSignedInProfile({ sessionId: session._id }),
    status: selectCallerStatus({ ...caller, now: event.createdAt }),
  })
  if (!recorded || !profile) {
    requireCaller(ctx, status)
    throw wrongPassword() // it changed while we compared
  }
  if (ownersEmail) notifyPasswordChanged(ctx, ownersEmail)
  return issueTokens(ctx, userId, session, profile, claims)
}

/** What may refuse the change, before anything is written; gives what a hook says of the tokens. */
async function prepare(
  ctx: CallerCtx,
  password: string,
  owner: { email: string | null; name: string },
  session: { _id: string },
) {
  await refuseKnown(ctx, password, owner)
  return ctx.hooks?.tokenClaims?.(ctx, { userId: ctx.caller.userId, sessionId: session._id })
}

/** Whoever has the password must not begin to guess second factors anew with each session that a change starts. */
async function goOnCounting(ctx: CallerCtx, sessionId: string, eventId: string) {
  const attemptKey = await factorAttemptKey(ctx, ctx.caller.sessionId)
  return moveAttempts({ attemptKey, nextKey: await factorAttemptKey(ctx, sessionId), eventId })
}

import { hashPassword } from '../../../crypto/password.ts'
import { commit } from '../../../db/commit.ts'
import { batch, type Steps } from '../../../db/database.ts'
import type { NewEvent } from '../../../db/rows.ts'
import type { Bound } from '../../../db/statement.ts'
import { deleteChallengesOfUser } from '../../../db/statements/challenges.gen.ts'
import { deleteAddressCodes, invalidateCodes } from '../../../db/statements/codes.gen.ts'
import { selectFactorToShow } from '../../../db/statements/email.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { invalidateLoginCode } from '../../../db/statements/login-codes.gen.ts'
import {
  recordPasswordChange,
  recordRecentPasswordChange,
  selectCallersPassword,
  setPasswordByCode,
  setPasswordOfUser,
} from '../../../db/statements/password.gen.ts'
import { selectRecentSignIn } from '../../../db/statements/recent-sign-in.gen.ts'
import { deleteSessionsExcept } from '../../../db/statements/sessions.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { proveResetCode } from '../../codes/prove-reset-code.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit, enforceLimitByAddress } from '../../limits/enforce-limit.ts'
import { notifyPasswordChanged } from '../../notices/notify-password-changed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import type { Recipient } from '../../notices/recipient.ts'
import { proveCallersPassword, wrongPassword } from '../../proofs/prove-callers-password.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { refuseKnown } from '../../proofs/refuse-known.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/** The password to be set, and what shows that the owner asks; without either of these, a recent sign-in does. */
interface NewPassword {
  password: string
  currentPassword?: string | undefined
  /** A code that was mailed to their address: see `requestReauthentication`. */
  code?: string | undefined
}

/** What shows it, with the statements that check it in the transaction of the change. */
interface Shown {
  email: string | null
  name: string
  /** Where to notify the owner. */
  to: Recipient | undefined
  before: Steps
  record(event: NewEvent): Bound<D1Result>
  set: typeof setPasswordOfUser
  after(eventId: string): Steps
  /** Why it was not set, if the caller may go on. */
  refusal: Problem
}

/**
 * Sets a password, the first one of a user, too. The caller's session goes on, with the tokens that it has, and all others end;
 * earlier codes become invalid. A mail tells the owner. (`changePassword` replaces the session as well.) Nothing less will do than
 * for another way in: the current password, a code from the mailbox, which verifies it, or a recent sign-in, and with a factor a
 * recent second one (docs/adr/0016).
 * Throws `recent_login_required`, `recent_second_factor_required`, `code_invalid`, `invalid_credentials`, `upgrade_required` to a
 * guest, `email_missing`, `password_common`, `password_leaked`, `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function setPassword(ctx: CallerCtx, { password, currentPassword, code }: NewPassword): Promise<void> {
  const { caller, db, settings } = ctx
  const { email, name, to, before, record, set, after, refusal } =
    currentPassword === undefined ? await byMailOrSignIn(ctx, code) : await byPassword(ctx, currentPassword)
  await refuseKnown(ctx, password, { email, name })
  const passwordHash = await hashPassword(password, settings.PASSWORD_ITERATIONS)
  const event = newEvent(ctx, 'password_changed', caller.sessionId)
  const { _id: eventId, createdAt: now } = event
  const { recorded, status } = await commit(db, {
    ...before,
    event: record(event),
    password: set({ eventId, passwordHash, now }),
    otherSessions: deleteSessionsExcept({ eventId, keptId: caller.sessionId }),
    challenges: deleteChallengesOfUser({ eventId }),
    ...after(eventId),
    codes: invalidateCodes({ eventId }),
    ...(settings.LOGIN_CODES === 'on' && { loginCode: invalidateLoginCode({ eventId }) }),
    // A code to the owner's own address need not wait: they may want to reset what a thief has set.
    ...(to && { addressCodes: deleteAddressCodes({ eventId }) }),
    recorded: selectUserOfEvent({ eventId }),
    status: selectCallerStatus({ ...caller, now }),
  })
  if (!recorded) {
    requireCaller(ctx, status)
    throw refusal
  }
  if (to) notifyPasswordChanged(ctx, to)
}

async function byPassword(ctx: CallerCtx, currentPassword: string): Promise<Shown> {
  const { userId, sessionId: replacedId } = ctx.caller
  const { email, name, ownersEmail: to, proof, forgetFailures } = await proveCallersPassword(ctx, currentPassword)
  return {
    ...{ email, name, to, set: setPasswordOfUser },
    before: { forgetFailures },
    record: (event) => recordPasswordChange({ ...event, userId, replacedId, proof }),
    after: () => ({}),
    refusal: wrongPassword(), // it changed while we compared
  }
}

/** Reads first whose password it is: what cannot succeed then takes no hashing. */
async function byMailOrSignIn(ctx: CallerCtx, code: string | undefined): Promise<Shown> {
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_PASSWORD', caller.sessionId)
  const now = ctx.now()
  const factorsCount = ctx.settings.FACTORS === 'on'
  const recent = { ...caller, signedInAfter: recentSince(now) }
  const { found, recentSignIn, factorToShow } = await batch(db, {
    found: selectCallersPassword({ ...caller, now }),
    recentSignIn: selectRecentSignIn(recent),
    ...(factorsCount && { factorToShow: selectFactorToShow({ ...recent, now }) }),
  })
  const owner = requireCaller(ctx, found)
  const { email, name, isGuest, locale } = owner
  if (email === null) throw new Problem(isGuest ? 'upgrade_required' : 'email_missing')
  if (code !== undefined) return byCode(ctx, { email, name, locale }, code)
  if (!recentSignIn) throw new Problem('recent_login_required')
  if (factorToShow) throw new Problem('recent_second_factor_required')
  return {
    ...{ email, name, to: ownersEmail(owner), before: {}, set: setPasswordOfUser },
    record: (event) => recordRecentPasswordChange({ ...event, ...recent, factorsCount }),
    after: () => ({}),
    refusal: new Problem('recent_login_required'),
  }
}

async function byCode(ctx: CallerCtx, { name, ...to }: Recipient & { name: string }, code: string): Promise<Shown> {
  const { userId, sessionId: replacedId } = ctx.caller
  const { email } = to
  await enforceLimitByAddress(ctx, 'LIMIT_CODE', email)
  const { proof, countGuess, forgetGuesses } = await proveResetCode(ctx, email, { code })
  return {
    ...{ email, name, to, set: setPasswordByCode, before: countGuess, after: forgetGuesses },
    record: (event) => recordPasswordChange({ ...event, userId, replacedId, proof }),
    refusal: new Problem('code_invalid'),
  }
}

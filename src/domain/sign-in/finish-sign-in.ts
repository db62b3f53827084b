import { commit } from '../../db/commit.ts'
import type { Answers, Steps } from '../../db/database.ts'
import type { Assurance, NewEvent, NewSession, OwnProfile } from '../../db/rows.ts'
import type { Bound } from '../../db/statement.ts'
import { selectWhomToTellOfDevice } from '../../db/statements/devices.gen.ts'
import { selectSignedInProfile } from '../../db/statements/profile.gen.ts'
import { deleteOldestSessions, insertSession } from '../../db/statements/sessions.gen.ts'
import type { AuthMethod } from '../../model/auth-methods.ts'
import type { EventType } from '../../model/event-types.ts'
import { MAX_SESSIONS } from '../../model/max-sessions.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { newSignInEvent } from '../events/new-event.ts'
import { notifyNewDevice } from '../notices/notify-new-device.ts'
import type { ExpectedUser } from './expected-user.ts'
import { issueTokens, type TokenPair } from './issue-tokens.ts'
import { newSession } from './new-session.ts'

/** The outcome of a sign-in. */
export interface SignedIn {
  profile: OwnProfile
  tokens: TokenPair
  /** The guest who was merged into the user. */
  mergedGuestId?: string | undefined
}

/** A sign-in that is about to be made: its session, and the event that will be its receipt. */
export interface SignIn {
  session: NewSession & Assurance
  event: NewEvent
}

/** What a sign-in has shown besides: its level, if that is not 1, and what was proven before. */
interface Shown {
  aal?: number
  proven?: { method: AuthMethod }[]
}

/** Prepares a sign-in on the calling device, which the client may name. */
export function beginSignIn(
  ctx: Ctx,
  type: EventType,
  method: AuthMethod,
  deviceName: string | undefined,
  { aal = 1, proven = [] }: Shown = {},
): SignIn {
  const session = newSession(ctx, deviceName)
  const amr = JSON.stringify([...proven, { method, at: session.createdAt }])
  return {
    session: { ...session, aal, amr },
    event: { ...newSignInEvent(ctx, type, session), method: proven[0]?.method ?? method },
  }
}

/** Steps of a way in: none has the name of a step that ends every sign-in, which it would replace. */
type OwnSteps = Steps & {
  event?: never
  session?: never
  due?: never
  answers?: never
  toTell?: never
  mergedGuest?: never
  profile?: never
}

/** What a way in does besides, in the same batch. */
interface Around<R extends OwnSteps> {
  /** Who has proven that it is them, as far as hooks have to know; `undefined` where nobody has, or nobody asks. */
  who: ExpectedUser | undefined
  /** What takes back, if a hook refuses, that a right password was counted. */
  forgetFailures?: Bound<D1Result>
  /** Before the proof is checked: what the proof may need. */
  before: OwnSteps
  /** Right after the event: what applies to its user, also where a second factor is asked for then. */
  after?: OwnSteps
  /** What is read of the outcome: why the event was not recorded, or whom to tell of it. */
  reads?: R
  /** The access token of a guest, who is merged into the user if the sign-in is made; any other is ignored. */
  guestToken?: string | undefined
  /** Whether nobody has to hear of the device: it has proven a former sign-in, or the call tells the owner of itself. */
  isDeviceKnown?: boolean
  /**
   * Sends what is to be mailed. It is called as soon as the batch is made, and nothing is awaited before: a client that
   * hangs up while its tokens are signed must not lose the mail. There is no profile where a second factor is asked for:
   * what was done is done, and nobody is signed in yet.
   */
  tell?(read: Answers<R>, profile: OwnProfile | undefined): void
  /** Whether that says enough of the sign-in: the owner then hears nothing of its device. */
  isTold?(read: Answers<R>): boolean
}

/**
 * Finishes every sign-in, in one batch: what the way in does first; the event, which its statement records only if
 * what was proven still holds and the account is not disabled; what the way in does then; the session of the event's
 * user, in the place of the oldest if they have too many; and the guest who is merged, if there is one.
 * With FACTORS on, and a proof that is one factor, the batch asks for a second one where the user has one: then there is no
 * session, and it throws `second_factor_required`; or a session that owes it, if `ctx.signIns` says so.
 * `signedIn` is `undefined` if the event was not recorded: the way in knows why. Hooks are asked before anything is written,
 * of `who` it is. Nobody else gets tokens: if it is another user in the batch, it throws `unavailable`.
 */
export async function finishSignIn<R extends OwnSteps>(
  ctx: Ctx,
  signIn: SignIn,
  record: (event: NewEvent) => Bound<D1Result>,
  { who, forgetFailures, before, after, reads, guestToken, isDeviceKnown = false, tell, isTold }: Around<R>,
): Promise<{ signedIn: SignedIn | undefined; read: Answers<R> }> {
  const { session, event } = signIn
  const asked = await ctx.hooks?.beforeSession?.(ctx, { signIn, who, forgetFailures })
  const asking = await prepareAsking(ctx, signIn, { isDeviceKnown, guestToken })
  const merge = guestToken ? await (await ctx.onDemand.guestMerge()).mergeGuest(ctx, guestToken, signIn) : undefined
  const found = await commit(ctx.db, {
    ...before,
    event: record(event),
    ...after,
    ...asking?.steps,
    session: insertSession({ ...session, eventId: event._id }),
    ...asking?.owed,
    oldSessions: deleteOldestSessions({ eventId: event._id, kept: MAX_SESSIONS }),
    ...reads,
    ...(!isDeviceKnown && lookForDevice(ctx, event)),
    ...merge,
    profile: selectSignedInProfile({ sessionId: session._id }),
  })
  const { profile, toTell, answers, mergedGuest } = found
  const read = found as Answers<R> & typeof found
  const isAsked = answers !== undefined && answers.length > 0
  if (profile || isAsked) tell?.(read, profile)
  if (isAsked) throw await asking?.toProblem?.(answers)
  if (!profile) return { signedIn: undefined, read }
  if (toTell?.email && !isTold?.(read))
    notifyNewDevice(ctx, { email: toTell.email, locale: toTell.locale }, session.deviceName ?? null)
  if (asked && asked.userId !== profile._id) throw new Problem('unavailable', { reason: 'another user than hooks saw' })
  const tokens = await issueTokens(ctx, profile._id, session, profile, asked?.claims)
  return { signedIn: { profile, tokens, mergedGuestId: mergedGuest?._id }, read }
}

/** What goes on with the sign-in once the second factor is given. */
export interface Carried {
  isDeviceKnown: boolean
  guestToken?: string | undefined
}

/** What makes a user, who has no factor yet. */
const BEGINNINGS: EventType[] = ['registered', 'guest_created']

/** Loads what asks for a second factor, if one may have to be asked for. */
async function prepareAsking(ctx: Ctx, signIn: SignIn, carried: Carried) {
  const { session, event } = signIn
  if (ctx.settings.FACTORS === 'off' || session.aal > 1 || BEGINNINGS.includes(event.type)) return undefined
  const { demandSecondFactor } = await ctx.onDemand.secondFactor()
  return demandSecondFactor(ctx, signIn, carried)
}

/** Reads whom to tell if the device was not seen before: in the batch, so that it costs no round trip. */
function lookForDevice({ mailer, settings }: Ctx, { _id: eventId, createdAt }: NewEvent) {
  if (!mailer || settings.NEW_DEVICE_NOTICE === 'off') return undefined
  const recordedSince = new Date(createdAt.getTime() - settings.EVENTS_RETENTION * 1_000)
  return { toTell: selectWhomToTellOfDevice({ eventId, recordedSince }) }
}

import { run, type Steps } from '../../db/database.ts'
import type { NewEvent } from '../../db/rows.ts'
import { insertUserByCode, recordUpgradeByCode, upgradeGuestByCode } from '../../db/statements/code-login.gen.ts'
import { selectCallersAddress } from '../../db/statements/email.gen.ts'
import { recordEventForUser } from '../../db/statements/events.gen.ts'
import { newId } from '../../lib/id.ts'
import { NAMELESS } from '../../model/person-name.ts'
import type { Ctx } from '../context.ts'
import { newSignInEvent } from '../events/new-event.ts'
import type { ExpectedUser } from './expected-user.ts'
import type { SignIn } from './finish-sign-in.ts'
import { readGuestToken } from './read-guest-token.ts'

/** Somebody who gives a code for an email address that nobody may have. */
interface Newcomer {
  email: string
  hash: string
  attemptKey: string
  attemptId: string
  name: string | undefined
  /** The access token of the guest whom they have been until now. */
  guestToken: string | undefined
}

interface SignUp {
  /** Who the code makes, if hooks have to know. */
  who: ExpectedUser | undefined
  /** Recorded if a user is made. */
  eventId: string
  /** Before the event of the sign-in. */
  steps: Steps
}

/**
 * Prepares that the code makes a user with that email address, verified, if nobody has it; of the guest, if one is given
 * whose session is live: then they keep their `_id` and all that is theirs. Nothing unless `SIGN_UP_BY_CODE` is on.
 * Where hooks are asked, `isNew` says whether the code is right and nobody has the email: nobody else becomes a user then.
 * Throws what hooks throw.
 */
export async function prepareSignUp(ctx: Ctx, signIn: SignIn, newcomer: Newcomer, isNew?: boolean): Promise<SignUp> {
  const { name: ownName, guestToken, ...given } = newcomer
  const name = ownName ?? NAMELESS
  const registered = newSignInEvent(ctx, 'registered', signIn.session)
  const eventId = registered._id
  if (ctx.settings.SIGN_UP_BY_CODE === 'off' || isNew === false) return { who: undefined, eventId, steps: {} }
  const guestId = isNew && guestToken ? await findGuest(ctx, guestToken) : undefined
  const added = isNew
    ? await ctx.hooks?.beforeRegister?.(ctx, {
        ...{ method: 'login_code', provider: null, guestId: guestId ?? null, profile: {} },
        ...{ email: given.email, emailVerified: true, name: ownName ?? null },
      })
    : undefined
  const { createdAt } = registered
  const user = { _id: newId(), name, createdAt, updatedAt: createdAt }
  const upgraded = newSignInEvent(ctx, 'guest_upgraded', signIn.session)
  return {
    who: { userId: guestId ?? user._id, isNew: true },
    eventId,
    steps: {
      ...(guestToken && (await upgradeOf(ctx, guestToken, upgraded, { ...given, name }))),
      ...(guestToken && added?.store(upgraded._id)),
      user: insertUserByCode({ ...user, ...given }),
      registered: recordEventForUser({ ...registered, userId: user._id }),
      ...added?.store(eventId),
    },
  }
}

/** The guest of a token, if they are one and their session is live. */
async function findGuest(ctx: Ctx, guestToken: string): Promise<string | undefined> {
  const guest = await readGuestToken(ctx, guestToken)
  if (!guest) return undefined
  const { guestId: userId, guestSessionId: sessionId } = guest
  const found = await run(ctx.db, selectCallersAddress({ userId, sessionId, now: ctx.now() }))
  return found && found.refusal === null && found.row.isGuest ? userId : undefined
}

type Upgrading = Omit<Newcomer, 'name' | 'guestToken'> & { name: string }

/**
 * The guest of a token becomes the user, so that none has to be made. A token that is none, or has expired, changes
 * nothing.
 */
async function upgradeOf(ctx: Ctx, guestToken: string, event: NewEvent, { name, ...given }: Upgrading) {
  const guest = await readGuestToken(ctx, guestToken)
  if (!guest) return undefined
  return {
    upgrade: recordUpgradeByCode({ ...event, ...given, ...guest }),
    upgradedGuest: upgradeGuestByCode({ eventId: event._id, email: given.email, name, now: event.createdAt }),
  }
}

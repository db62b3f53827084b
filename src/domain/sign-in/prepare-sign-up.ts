import type { Steps } from '../../db/database.ts'
import type { NewEvent } from '../../db/rows.ts'
import { insertUserByCode, recordUpgradeByCode, upgradeGuestByCode } from '../../db/statements/code-login.gen.ts'
import { recordEventForUser } from '../../db/statements/events.gen.ts'
import { newId } from '../../lib/id.ts'
import { NAMELESS } from '../../model/person-name.ts'
import type { Ctx } from '../context.ts'
import { newSignInEvent } from '../events/new-event.ts'
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
  /** Recorded if a user is made. */
  eventId: string
  /** Before the event of the sign-in. */
  steps: Steps
}

/**
 * Prepares that the code makes a user with that email address, verified, if nobody has it; of the guest, if one is given
 * whose session is live: then they keep their `_id` and all that is theirs. Nothing unless `SIGN_UP_BY_CODE` is on.
 */
export async function prepareSignUp(ctx: Ctx, signIn: SignIn, newcomer: Newcomer): Promise<SignUp> {
  const { name = NAMELESS, guestToken, ...given } = newcomer
  const registered = newSignInEvent(ctx, 'registered', signIn.session)
  const eventId = registered._id
  if (ctx.settings.SIGN_UP_BY_CODE === 'off') return { eventId, steps: {} }
  const { createdAt } = registered
  const user = { _id: newId(), name, createdAt, updatedAt: createdAt }
  return {
    eventId,
    steps: {
      ...(guestToken &&
        (await upgradeOf(ctx, guestToken, newSignInEvent(ctx, 'guest_upgraded', signIn.session), { ...given, name }))),
      user: insertUserByCode({ ...user, ...given }),
      registered: recordEventForUser({ ...registered, userId: user._id }),
    },
  }
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

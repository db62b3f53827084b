import { commit } from '../../../db/commit.ts'
import { batch } from '../../../db/database.ts'
import { deleteChallenge, selectLoginChallenge } from '../../../db/statements/challenges.gen.ts'
import {
  recordPasskeyCloned,
  recordPasskeyLogin,
  selectPasskeyForLogin,
  usePasskey,
} from '../../../db/statements/passkey-login.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'
import {
  challengeGone,
  isCopy,
  passkeyCeremony,
  passkeyInvalid,
  userHandleOf,
  verified,
} from '../../passkeys/ceremony.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'

interface PasskeyLogin {
  challengeId: string
  /** As `PublicKeyCredential.toJSON()` gives it. */
  credential: {
    id: string
    response: {
      clientDataJSON: string
      authenticatorData: string
      signature: string
      userHandle?: string | undefined
    }
  }
  /** The access token of the guest whom the user has been until now. */
  guestToken?: string | undefined
  deviceName?: string | undefined
}

/**
 * Signs in whoever has a passkey, which has verified its user: at level 2. A counter that went back is that of a copy;
 * it is recorded. Throws `passkey_invalid`, whatever is wrong, `account_disabled` to who has proven that it is theirs,
 * `passkeys_not_configured`, `rate_limited`, and what hooks throw.
 */
export async function loginWithPasskey(
  ctx: Ctx,
  { challengeId, credential, guestToken, deviceName }: PasskeyLogin,
): Promise<SignedIn> {
  const ceremony = passkeyCeremony(ctx, challengeId)
  await enforceLimitByIp(ctx, 'LIMIT_LOGIN')
  const { id: passkeyId, response } = credential
  const { challenge, passkey } = await batch(ctx.db, {
    challenge: selectLoginChallenge({ challengeId, now: ctx.now() }),
    passkey: selectPasskeyForLogin({ passkeyId }),
  })
  if (!challenge) throw challengeGone()
  if (!passkey) throw passkeyInvalid('unknown')
  const { userId, publicKey } = passkey
  const webauthn = await ctx.onDemand.webauthn()
  const { counter, isBackedUp } = await verified(webauthn, webauthn.verifyAssertion(response, publicKey, ceremony))
  if (response.userHandle !== (await userHandleOf(userId))) throw passkeyInvalid('user handle')
  if (passkey.disabledAt) throw new Problem('account_disabled')
  const proven = { userId, passkeyId, challengeId, counter }
  if (isCopy(counter, passkey.counter)) return refuseCopy(ctx, proven)
  const signIn = beginSignIn(ctx, 'logged_in', 'passkey', deviceName, { aal: 2 })
  const { _id: eventId, createdAt: now } = signIn.event
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordPasskeyLogin({ ...event, ...proven }), {
    who: { userId },
    before: {},
    guestToken,
    after: {
      use: usePasskey({ eventId, passkeyId, counter, isBackedUp, now }),
      challenge: deleteChallenge({ challengeId, eventId }),
    },
  })
  if (!signedIn) throw passkeyInvalid('used, removed or changed meanwhile')
  return signedIn
}

/** Records that there is a copy of a passkey. Throws `passkey_invalid`. */
async function refuseCopy(
  ctx: Ctx,
  proven: { userId: string; passkeyId: string; challengeId: string; counter: number },
): Promise<never> {
  const event = newEvent(ctx, 'passkey_cloned')
  await commit(ctx.db, {
    event: recordPasskeyCloned({ ...event, ...proven }),
    challenge: deleteChallenge({ challengeId: proven.challengeId, eventId: event._id }),
  })
  throw passkeyInvalid('counter')
}

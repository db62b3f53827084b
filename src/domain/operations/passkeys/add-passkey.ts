import { commit } from '../../../db/commit.ts'
import { deleteChallenge } from '../../../db/statements/challenges.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { recordUpgradeByLink } from '../../../db/statements/guests.gen.ts'
import {
  endBeingGuest,
  insertPasskey,
  recordPasskeyAdded,
  selectOwnerOfPasskey,
  selectPasskeys,
} from '../../../db/statements/passkeys.gen.ts'
import { selectOwnProfile } from '../../../db/statements/profile.gen.ts'
import { selectRecentSignIn } from '../../../db/statements/recent-sign-in.gen.ts'
import { deviceName } from '../../../lib/device-name.ts'
import { authenticatorName } from '../../../model/authenticators.ts'
import { MAX_PASSKEYS } from '../../../model/passkeys.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { notifyPasskeyAdded } from '../../notices/notify-passkey-added.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { challengeGone, passkeyCeremony, verified } from '../../passkeys/ceremony.ts'
import { type ListedPasskey, listPasskey } from '../../passkeys/list-passkey.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { noteGranted, requireCaller } from '../../proofs/require-caller.ts'
import { askBeforeUpgrade } from '../../sign-in/ask-before-upgrade.ts'

const NAMELESS = 'Passkey'

interface NewPasskey {
  challengeId: string
  /** As `PublicKeyCredential.toJSON()` gives it. */
  credential: {
    id: string
    response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined }
  }
  name?: string | undefined
}

/**
 * Adds a passkey to the caller, who has answered the challenge of their session; it is named after its authenticator,
 * or the calling device. Someone with a stolen session must not be able to do so, so the session must have just begun,
 * unless it is a guest's, who is a user from then on; and a mail tells the owner of a verified email. Throws
 * `passkey_invalid`, `passkey_exists`, `too_many_passkeys`, `recent_login_required`, `passkeys_not_configured`,
 * `session_ended`, `account_disabled`, and what hooks throw.
 */
export async function addPasskey(
  ctx: CallerCtx,
  { challengeId, credential, name }: NewPasskey,
): Promise<ListedPasskey> {
  const { caller, db } = ctx
  const ceremony = passkeyCeremony(ctx, challengeId)
  const { id: passkeyId, response } = credential
  const webauthn = await ctx.onDemand.webauthn()
  const attested = await verified(webauthn, webauthn.verifyAttestation({ ...response, id: passkeyId }, ceremony))
  const { aaguid, publicKey, counter, isBackupEligible, isBackedUp } = attested
  const added = await askBeforeUpgrade(ctx, {
    ...{ method: 'passkey', provider: null, profile: {} },
    ...{ email: null, emailVerified: false, name: null },
  })
  const event = newEvent(ctx, 'passkey_added', caller.sessionId)
  const upgrade = newEvent(ctx, 'guest_upgraded', caller.sessionId)
  const { _id: eventId, createdAt: now } = event
  const recent = { ...caller, signedInAfter: recentSince(now) }
  const { recorded, profile, recentSignIn, owner, passkeys } = await commit(db, {
    event: recordPasskeyAdded({ ...event, ...recent, challengeId, passkeyId }),
    passkey: insertPasskey({
      _id: passkeyId,
      name: name ?? authenticatorName(aaguid) ?? deviceName(ctx.device.userAgent) ?? NAMELESS,
      publicKey,
      counter,
      transports: JSON.stringify([...new Set(response.transports)]),
      isBackupEligible,
      isBackedUp,
      aaguid,
      createdAt: now,
      eventId,
    }),
    challenge: deleteChallenge({ challengeId, eventId }),
    upgrade: recordUpgradeByLink({ ...upgrade, linkedId: eventId }),
    user: endBeingGuest({ eventId: upgrade._id, now }),
    ...added?.store(upgrade._id),
    recorded: selectUserOfEvent({ eventId }),
    profile: selectOwnProfile({ ...caller, now }),
    recentSignIn: selectRecentSignIn(recent),
    owner: selectOwnerOfPasskey({ passkeyId }),
    passkeys: selectPasskeys({ userId: caller.userId }),
  })
  const to = profile && ownersEmail(profile.row)
  const row = passkeys.find(({ _id }) => _id === passkeyId)
  if (recorded && row) {
    if (profile) noteGranted(ctx, profile.row, profile.generation)
    if (to) notifyPasskeyAdded(ctx, to, row.name)
    return listPasskey(row)
  }
  const { isGuest } = requireCaller(ctx, profile)
  if (!recentSignIn && !isGuest) throw new Problem('recent_login_required')
  if (owner) throw new Problem('passkey_exists')
  if (passkeys.length >= MAX_PASSKEYS) throw new Problem('too_many_passkeys')
  throw challengeGone()
}

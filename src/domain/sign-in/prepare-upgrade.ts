import type { Steps } from '../../db/database.ts'
import { recordUpgradeByLink, upgradeGuestByLink } from '../../db/statements/guests.gen.ts'
import { prepareConfirmation } from '../codes/prepare-confirmation.ts'
import type { CallerCtx } from '../context.ts'
import { newEvent } from '../events/new-event.ts'

/** What a provider says of somebody who may be a guest. */
interface Described {
  email: string | null
  /** The provider is an authority for the email. */
  ownsMailbox: boolean
  name: string | null
}

interface Upgrade {
  /** Recorded if the caller was a guest. */
  eventId: string
  /** After the event of the link. */
  steps: Steps
  /** Mails what confirms the email, once the event is recorded. */
  sendConfirmation?: ((locale: string | null) => void) | undefined
}

/**
 * Prepares that a guest who links an identity becomes its user: the same user, with the email that the provider has
 * verified, and with its name if they have not said theirs. An email for which the provider is no authority is
 * confirmed by a code.
 */
export async function prepareUpgrade(ctx: CallerCtx, linkedId: string, described: Described): Promise<Upgrade> {
  const { caller, settings } = ctx
  const { email, ownsMailbox } = described
  const event = newEvent(ctx, 'guest_upgraded', caller.sessionId)
  const eventId = event._id
  const mayConfirm = settings.GUESTS === 'on' && !ownsMailbox // else every link would count against that address
  const confirmation = mayConfirm ? await prepareConfirmation(ctx, caller.userId, email, eventId) : undefined
  return {
    eventId,
    steps: {
      upgrade: recordUpgradeByLink({ ...event, linkedId }),
      guest: upgradeGuestByLink({ eventId, ...described, now: event.createdAt }),
      ...confirmation?.steps,
    },
    sendConfirmation: confirmation?.send,
  }
}

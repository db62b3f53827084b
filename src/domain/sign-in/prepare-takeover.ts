import type { Steps } from '../../db/database.ts'
import type { NewSession } from '../../db/rows.ts'
import { invalidateCodes } from '../../db/statements/codes.gen.ts'
import { deleteIdentities } from '../../db/statements/identities.gen.ts'
import { deleteForeignPasskeys } from '../../db/statements/passkeys.gen.ts'
import { deleteSessionsExcept } from '../../db/statements/sessions.gen.ts'
import { handOver, recordTakeover } from '../../db/statements/sign-in.gen.ts'
import type { Ctx } from '../context.ts'
import { newSignInEvent } from '../events/new-event.ts'

/** What happens to an account whose holder has not shown that the mailbox is theirs, when its owner comes. */
interface Takeover {
  /** Recorded if it happens. */
  eventId: string
  /** After the event of the link, and before its identity. */
  steps: Steps
}

/**
 * Prepares that a link by email counts as a reset, if the address was not verified in a session or by a provider:
 * whoever made the account may have let its owner confirm it (pre-hijacked accounts). The password, every session, every
 * pending code, every identity and every passkey go; the old backend's tokens end, too, since the event is that of a reset.
 */
export function prepareTakeover(ctx: Ctx, session: Pick<NewSession, '_id' | 'deviceName'>, linkedId: string): Takeover {
  const event = newSignInEvent(ctx, 'password_reset', session)
  const eventId = event._id
  return {
    eventId,
    steps: {
      takeover: recordTakeover({ ...event, linkedId }),
      formerSessions: deleteSessionsExcept({ eventId, keptId: null }),
      formerCodes: invalidateCodes({ eventId }),
      formerIdentities: deleteIdentities({ eventId }),
      formerPasskeys: deleteForeignPasskeys({ eventId }),
      formerPassword: handOver({ eventId, now: event.createdAt }),
    },
  }
}

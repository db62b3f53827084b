import type { Steps } from '../../db/database.ts'
import type { NewEvent, NewSession } from '../../db/rows.ts'
import type { Bound } from '../../db/statement.ts'
import { invalidateCodes } from '../../db/statements/codes.gen.ts'
import { deleteIdentities } from '../../db/statements/identities.gen.ts'
import { deleteSessionsExcept } from '../../db/statements/sessions.gen.ts'
import { handOver } from '../../db/statements/sign-in.gen.ts'
import type { EmailProof } from '../../model/email-proofs.ts'
import type { Ctx } from '../context.ts'
import { newSignInEvent } from '../events/new-event.ts'
import { dropForeignWaysIn } from './drop-foreign-ways-in.ts'

/** What happens to an account whose holder has not shown that the mailbox is theirs, when its owner comes. */
interface Takeover {
  /** Recorded if it happens. */
  eventId: string
  /** Before what the owner gets: the identity that is linked, or the session that they start. */
  steps: Steps
}

/**
 * Prepares that a link by email, or a sign-in with a mailed code, counts as a reset, if the address was not verified in
 * a session or by a provider: whoever made the account may have let its owner confirm it (pre-hijacked accounts). The
 * password, every session, every pending code, identity, factor, recovery code and passkey go; the old backend's tokens
 * end, too, since the event is that of a reset. `record` records it, if all that holds; `by` is what verifies the
 * address.
 */
export function prepareTakeover(
  ctx: Ctx,
  session: Pick<NewSession, '_id' | 'deviceName'>,
  by: EmailProof,
  record: (event: NewEvent) => Bound<D1Result>,
): Takeover {
  const event = newSignInEvent(ctx, 'password_reset', session)
  const eventId = event._id
  return {
    eventId,
    steps: {
      takeover: record(event),
      formerSessions: deleteSessionsExcept({ eventId, keptId: null }),
      formerCodes: invalidateCodes({ eventId }),
      formerIdentities: deleteIdentities({ eventId }),
      ...dropForeignWaysIn(eventId),
      formerPassword: handOver({ eventId, by, now: event.createdAt }),
    },
  }
}

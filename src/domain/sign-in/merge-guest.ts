import { deleteMergedGuest, recordMerge, selectMergedGuest } from '../../db/statements/guests.gen.ts'
import type { Ctx } from '../context.ts'
import { newSignInEvent } from '../events/new-event.ts'
import { moveMergedRows } from '../extensions/own-tables.ts'
import type { SignIn } from './finish-sign-in.ts'
import { readGuestToken } from './read-guest-token.ts'

/**
 * Prepares that the guest whose access token is given is merged into the user who signs in: what they have in tables of
 * src/extensions is the user's, the guest is deleted, and the event tells the app's own backend whose data to move where.
 * Its statement finds nobody unless the sign-in is made, at the level that the account demands, and the token's session is
 * live and a guest's. `undefined` for a token that is none, or has expired: that is no reason not to sign in.
 */
export async function mergeGuest(ctx: Ctx, guestToken: string, { session, event }: SignIn) {
  const guest = await readGuestToken(ctx, guestToken)
  if (!guest) return undefined
  const { ownTables } = ctx.onDemand
  const merge = newSignInEvent(ctx, 'guest_merged', session)
  const eventId = merge._id
  return {
    merge: recordMerge({ ...merge, signInId: event._id, ...guest }),
    ...(ownTables && moveMergedRows((await ownTables()).tables, eventId)),
    guest: deleteMergedGuest({ eventId }),
    mergedGuest: selectMergedGuest({ eventId }),
  }
}

import { recordEventForUser } from '../../../db/statements/events.gen.ts'
import { insertGuest } from '../../../db/statements/guests.gen.ts'
import { newId } from '../../../lib/id.ts'
import { GUEST_NAME } from '../../../model/person-name.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'

interface NewGuest {
  name?: string | undefined
  deviceName?: string | undefined
  /** What they keep in their metadata from the start. */
  metadata?: Record<string, unknown> | undefined
}

/**
 * Makes a guest and signs them in: their session is their only way in until they upgrade. Throws `guests_not_configured`,
 * `rate_limited`, and what hooks throw.
 */
export async function createGuest(ctx: Ctx, { name: given, deviceName, metadata }: NewGuest): Promise<SignedIn> {
  if (ctx.settings.GUESTS === 'off') throw new Problem('guests_not_configured')
  await enforceLimitByIp(ctx, 'LIMIT_REGISTER')
  const added = await ctx.hooks?.beforeRegister?.(ctx, {
    ...{ method: 'guest', provider: null, guestId: null },
    ...{ email: null, emailVerified: false, name: given ?? null, profile: {} },
  })
  const signIn = beginSignIn(ctx, 'guest_created', 'guest', deviceName)
  const now = signIn.event.createdAt
  const guestUntil = new Date(now.getTime() + ctx.settings.GUEST_TTL * 1_000)
  const userMetadata = metadata && JSON.stringify(metadata)
  const guest = { _id: newId(), name: given ?? GUEST_NAME, guestUntil, userMetadata, createdAt: now, updatedAt: now }
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordEventForUser({ ...event, userId: guest._id }), {
    who: { userId: guest._id, isNew: true },
    before: { user: insertGuest(guest) },
    after: { ...added?.store(signIn.event._id) },
    isDeviceKnown: true, // there is no other yet
  })
  if (!signedIn) throw new Error('a new guest was not signed in')
  return signedIn
}

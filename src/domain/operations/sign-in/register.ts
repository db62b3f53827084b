import { hashPassword } from '../../../crypto/password.ts'
import type { ProfileChanges } from '../../../db/rows.ts'
import { putRegistrationCode } from '../../../db/statements/email.gen.ts'
import { recordProvenEvent } from '../../../db/statements/events.gen.ts'
import { insertUser } from '../../../db/statements/sign-in.gen.ts'
import { newId } from '../../../lib/id.ts'
import { Problem } from '../../../model/problem.ts'
import { newCode } from '../../codes/new-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { refuseKnown } from '../../proofs/refuse-known.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'

/** All profile fields can be given at once; only the name is required. */
interface Registration extends ProfileChanges {
  name: string
  email: string
  password: string
  deviceName?: string | undefined
  /** What the owner keeps in their metadata from the start. */
  metadata?: Record<string, unknown> | undefined
}

/**
 * Creates a user, signs them in and mails them a code that verifies the email address, unless too many are mailed so.
 * Throws `email_taken` (the index decides, so one of two simultaneous calls wins), `password_common`,
 * `password_leaked`, `rate_limited`, and what hooks throw.
 */
export async function register(ctx: Ctx, input: Registration): Promise<SignedIn> {
  const { name, email, password, deviceName, metadata, ...profile } = input
  await enforceLimitByIp(ctx, 'LIMIT_REGISTER')
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', email)
  await refuseKnown(ctx, password, { email, name })
  const added = await ctx.hooks?.beforeRegister?.(ctx, {
    ...{ method: 'password', provider: null, guestId: null },
    ...{ email, emailVerified: false, name, profile },
  })
  const passwordHash = await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
  const signIn = beginSignIn(ctx, 'registered', 'password', deviceName)
  const now = signIn.event.createdAt
  const userMetadata = metadata && JSON.stringify(metadata)
  const user = { _id: newId(), name, email, passwordHash, profile, userMetadata, createdAt: now, updatedAt: now }
  const proof = { method: 'password', userId: user._id, passwordHash } as const
  const code = await newCode(ctx, 'verify_email', ctx.signIns?.codesByAddress ? email : user._id, email)
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordProvenEvent({ ...event, proof }), {
    who: { userId: user._id, isNew: true },
    before: { user: insertUser(user) },
    after: { code: putRegistrationCode({ ...code.row, eventId: signIn.event._id }), ...added?.store(signIn.event._id) },
    isDeviceKnown: true, // there is no other yet
    tell: () => sendCode(ctx, code, { email, locale: profile.locale }, 'registration'),
  })
  if (!signedIn) throw new Problem('email_taken')
  return signedIn
}

import { hashPassword } from '../../../crypto/password.ts'
import { commit } from '../../../db/commit.ts'
import type { Answers } from '../../../db/database.ts'
import type { selectAccount } from '../../../db/statements/accounts.gen.ts'
import { recordEventForUser, selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { insertUser } from '../../../db/statements/sign-in.gen.ts'
import {
  putConfirmationCode,
  putPasswordOfCode,
  selectConfirmationCode,
} from '../../../db/statements/sign-up-codes.gen.ts'
import { newId } from '../../../lib/id.ts'
import { newCode } from '../../codes/new-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { Ctx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { requireCodeSender } from '../../notices/send-mail.ts'
import { refuseKnown } from '../../proofs/refuse-known.ts'

interface SignUp {
  name: string
  email: string
  password: string
  metadata?: Record<string, unknown> | undefined
}

interface SignedUp {
  /** Whether it is there: nobody had the email address. */
  isNew: boolean
  /** As it is right after it was made, or would be. */
  account: NonNullable<Answers<{ account: ReturnType<typeof selectAccount> }>['account']>
}

/**
 * Creates a user who is signed in only once they have given the code that is mailed to them: no session starts. An email address
 * that a user has already costs the same work and looks the same to the mailbox of a user who has not verified it: a code is
 * mailed again, unless it is too early for one, and is worth the password that was given now: whoever confirms with it gets the
 * account with that one (`confirmSignUp`). The owner of a verified one hears nothing.
 * Throws `mail_not_configured`, `password_common`, `password_leaked`, `rate_limited`, and what hooks throw.
 */
export async function signUp(ctx: Ctx, { name, email, password, metadata }: SignUp): Promise<SignedUp> {
  requireCodeSender(ctx)
  await enforceLimitByIp(ctx, 'LIMIT_REGISTER')
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', email)
  await refuseKnown(ctx, password, { email, name })
  const added = await ctx.hooks?.beforeRegister?.(ctx, {
    ...{ method: 'password', provider: null, guestId: null },
    ...{ email, emailVerified: false, name, profile: {} },
  })
  const passwordHash = await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
  const event = newEvent(ctx, 'registered')
  const now = event.createdAt
  const userMetadata = metadata && JSON.stringify(metadata)
  const user = { _id: newId(), name, email, passwordHash, profile: {}, userMetadata, createdAt: now, updatedAt: now }
  const code = await newCode(ctx, 'verify_email', email, email) // whoever redeems it has no session
  const { current, registered } = await commit(ctx.db, {
    user: insertUser(user),
    event: recordEventForUser({ ...event, userId: user._id }),
    ...added?.store(event._id),
    code: putConfirmationCode({ ...code.row, email }),
    password: putPasswordOfCode({ email, hash: code.row.hash, passwordHash }),
    current: selectConfirmationCode({ email }),
    registered: selectUserOfEvent({ eventId: event._id }),
  })
  const isNew = registered !== undefined
  if (current?.hash === code.row.hash)
    sendCode(ctx, code, { email, locale: current.locale }, isNew ? 'registration' : 'request')
  return {
    isNew,
    account: {
      ...{ _id: user._id, email, createdAt: now, updatedAt: now, userMetadata: metadata ?? null },
      ...{ isGuest: false, hasPassword: true, emailVerified: false, emailVerifiedAt: null },
      ...{ disabledAt: null, disabledUntil: null, roles: null, appMetadata: null, lastSignedInAt: null },
      ...{ identities: '[]', factors: '[]', verificationSentAt: now, resetSentAt: null, changeSentAt: null },
      ...{ loginCodeSentAt: null, newEmail: null },
    },
  }
}

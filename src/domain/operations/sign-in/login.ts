import { hashPassword } from '../../../crypto/password.ts'
import { commitOne } from '../../../db/commit.ts'
import { recordProvenEvent } from '../../../db/statements/events.gen.ts'
import { replacePassword } from '../../../db/statements/password.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { proveCredentials } from '../../proofs/prove-credentials.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'

interface Login {
  email: string
  password: string
  /** The last refresh token that this device has had. */
  deviceToken?: string | undefined
  /** The access token of the guest whom the user has been until now. */
  guestToken?: string | undefined
  deviceName?: string | undefined
  /** Whether only an email address that is verified signs in. */
  mustBeVerified?: boolean
}

/**
 * Signs a user in, and replaces a password hash that is weaker than a new one would be.
 * Throws `email_unverified`, to who has given the right password, if it must be verified, what `proveCredentials` throws, and
 * hooks.
 */
export async function login(ctx: Ctx, input: Login): Promise<SignedIn> {
  const { proof, isDeviceKnown, needsRehash, forgetFailures, ownersEmail } = await proveCredentials(ctx, input)
  if (input.mustBeVerified && ownersEmail === undefined) {
    await commitOne(ctx.db, forgetFailures) // the password was right
    throw new Problem('email_unverified')
  }
  const newHash = needsRehash && (await hashPassword(input.password, ctx.settings.PASSWORD_ITERATIONS))
  const signIn = beginSignIn(ctx, 'logged_in', 'password', input.deviceName)
  const { passwordHash } = proof
  const { signedIn } = await finishSignIn(ctx, signIn, (event) => recordProvenEvent({ ...event, proof }), {
    who: proof,
    before: { forgetFailures },
    forgetFailures,
    isDeviceKnown,
    guestToken: input.guestToken,
    after: { ...(newHash && { rehash: replacePassword({ eventId: signIn.event._id, passwordHash, newHash }) }) },
  })
  if (signedIn) return signedIn
  if (needsRehash) return login(ctx, input) // a login at the same time may have stored the stronger hash
  throw new Problem('invalid_credentials') // the password changed while we compared
}

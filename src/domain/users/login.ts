import type { Ctx } from '../../context.ts'
import { hashPassword, verifyPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import { recordEvent } from '../../db/queries/events.ts'
import { countLoginAttempt, resetLoginAttempts, selectLoginBlock } from '../../db/queries/login-attempts.ts'
import { insertSession, selectSignedIn } from '../../db/queries/sessions.ts'
import { selectCredential, updateUser, userWithPassword } from '../../db/queries/users.ts'
import { Problem } from '../../problem.ts'
import type { Credentials, SignedIn } from '../../schemas/session.ts'
import { callerAddress, countCall } from '../count-call.ts'
import { newEvent } from '../events/new-event.ts'
import { issueTokens } from '../sessions/issue-tokens.ts'
import { newSession } from '../sessions/new-session.ts'
import { ownProfileColumns } from './columns.ts'
import { hashAddress } from './hash-address.ts'

/**
 * Signs a user in, and strengthens a password's stored form that has fallen behind.
 * Throws `invalid_credentials`, at one cost whether the email is known or not, `account_disabled`, and `rate_limited`
 * while an address waits after ten failures in a row.
 */
export async function login(ctx: Ctx, { email, password, deviceName }: Credentials): Promise<SignedIn> {
  const { db } = ctx
  const { PASSWORD_ITERATIONS: iterations } = ctx.settings
  await countCall(ctx, 'LIMIT_PASSWORD', `${email} ${callerAddress(ctx)}`)
  const addressHash = await hashAddress(ctx, email)
  const credential = await readCredential(ctx, email, addressHash)
  const { matches, outdated } = await verifyPassword(password, credential?.passwordHash, iterations)
  if (!credential?.passwordHash || !matches) throw new Problem('invalid_credentials')
  if (credential.disabledAt) throw new Problem('account_disabled')

  const { _id: userId, passwordHash } = credential
  const session = newSession(ctx, deviceName)
  const event = newEvent(ctx, 'logged_in', session._id)
  const strongerHash = outdated && (await hashPassword(password, iterations))
  const [, , [signedIn]] = await commit(db, [
    recordEvent(db, event, userWithPassword(userId, passwordHash)),
    insertSession(db, session, event._id),
    selectSignedIn(db, session._id, ownProfileColumns),
    resetLoginAttempts(db, addressHash, event._id),
    ...(strongerHash ? [updateUser(db, event._id, { passwordHash: strongerHash })] : []),
  ])
  if (!signedIn) throw new Problem('invalid_credentials') // the password changed while we compared
  return { profile: signedIn.row, tokens: await issueTokens(ctx, userId, session) }
}

/** Counts the attempt and reads the credential in one round trip. Throws `rate_limited` for an address that waits. */
async function readCredential(ctx: Ctx, email: string, addressHash: string) {
  const { db } = ctx
  const now = ctx.now()
  const [counted, [block], [credential]] = await commit(db, [
    countLoginAttempt(db, addressHash, now),
    selectLoginBlock(db, addressHash),
    selectCredential(db, email),
  ])
  if (counted.length === 0 && block) {
    const seconds = Math.ceil((block.blockedUntil.getTime() - now.getTime()) / 1_000)
    throw new Problem('rate_limited', { headers: { 'retry-after': String(seconds) } })
  }
  return credential
}

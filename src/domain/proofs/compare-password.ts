import { verifyPassword } from '../../crypto/password.ts'
import type { Bound } from '../../db/statement.ts'
import { forgetAttempts } from '../../db/statements/attempts.gen.ts'
import type { PasswordProof } from '../../model/proof.ts'
import type { Ctx } from '../context.ts'
import type { Recipient } from '../notices/recipient.ts'

/** A password that was right a moment ago: what is done next must give the proof to its statements. */
interface ProvenPassword {
  proof: PasswordProof
  /** Whether the stored hash should be replaced by a stronger one. */
  needsRehash: boolean
  /** Forgets the failed attempts, in the batch of what is done next. */
  forgetFailures: Bound<D1Result>
}

export interface ProvenUser extends ProvenPassword {
  email: string | null
  /** Where to notify the owner. */
  ownersEmail: Recipient | undefined
}

/** Compares a password with the stored hash, at the same cost whether there is one or not; `undefined` if it is wrong. */
export async function comparePassword(
  ctx: Ctx,
  password: string,
  attemptKey: string,
  credential: { _id: string; passwordHash: string | null } | undefined,
): Promise<ProvenPassword | undefined> {
  const { settings, onDemand } = ctx
  const { passwordHash = null } = credential ?? {}
  const { matches, needsRehash } = await verifyPassword(
    password,
    passwordHash,
    settings.PASSWORD_ITERATIONS,
    async (stored) => (await onDemand.passwordFormats()).readImportedHash(stored, settings),
    settings.IMPORTED_HASHES,
  )
  if (!credential || passwordHash === null || !matches) return undefined
  const proof = { method: 'password', userId: credential._id, passwordHash } as const
  return { proof, needsRehash, forgetFailures: forgetAttempts({ attemptKey, proof, now: ctx.now() }) }
}

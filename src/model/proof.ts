import type { Provider } from './providers.ts'

/** A password was right. */
export interface PasswordProof {
  method: 'password'
  userId: string
  /** The stored hash that it was compared with. */
  passwordHash: string
}

/** A provider's ID token was valid. */
export interface ProviderProof {
  method: 'provider'
  provider: Provider
  subject: string
}

/**
 * Someone gives a code for this email address, or the token of the link that was mailed with it. Whether it is right,
 * only the statement tells.
 */
export interface ResetCodeProof {
  method: 'reset_code'
  email: string
  /** What the stored hash of the one or the other has to be. */
  codeHash: string
  /** As which attempt a guess at the code was counted. */
  attemptId: string
}

/**
 * What was proven, and of whom. Statements take it and check it once more, in the transaction of the change: a password
 * may be another by then (`provenUser` in src/db/queries/proof.ts).
 */
export type Proof = PasswordProof | ProviderProof | ResetCodeProof

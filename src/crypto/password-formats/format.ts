/** A stored hash that could be read and costs no more work than a Worker should do. */
export interface ParsedHash {
  /** Compares in constant time. The password is as it was sent: each backend had its own rule for Unicode. */
  matches(password: string): Promise<boolean>
}

/**
 * Why a stored hash is not compared: it is damaged, a login with it would keep a Worker busy for too long, or the secret
 * that it takes is missing or another project's.
 */
export type Refusal = 'unreadable' | 'too_costly' | 'no_key'

/** What only the project that the hashes come from knows. */
export interface FormatSecrets {
  /** Firebase's `base64_signer_key`. */
  FIREBASE_SIGNER_KEY?: string | undefined
}

/** A format in which another backend stored its hashes: compared here and never written. */
export interface PasswordFormat {
  /** How a hash in this format begins. */
  prefixes: readonly string[]
  read(stored: string, secrets: FormatSecrets): ParsedHash | Refusal
}

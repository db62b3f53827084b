/** A stored form that could be read, and asks for no more work than a Worker should do. */
export interface StoredForm {
  /** What a comparison costs: iterations of PBKDF2-HMAC-SHA256 that take about as long. */
  iterations: number
  /** Compares in constant time. The password is as it was sent: each backend had a rule of its own for Unicode. */
  matches(password: string): Promise<boolean>
}

/** Why a stored form is not compared: nobody wrote it so, or a login with it would keep a Worker busy for too long. */
export type Refusal = 'unreadable' | 'too_costly'

/** What only the project knows from which the hashes come. */
export interface FormatSecrets {
  /** Firebase's `base64_signer_key`. */
  FIREBASE_SIGNER_KEY?: string | undefined
}

/** A form that another backend stored passwords in: compared here, and never written. */
export interface PasswordFormat {
  /** How a stored form of this kind begins. */
  prefixes: readonly string[]
  read(stored: string, secrets: FormatSecrets): StoredForm | Refusal
}

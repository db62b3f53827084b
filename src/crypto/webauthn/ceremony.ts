/** What the service expects of a browser or an app that answers a challenge. */
export interface Ceremony {
  /** The challenge, base64url. */
  challenge: string
  /** The relying party: a domain. */
  rpId: string
  /** Where it may have been answered: websites, and Android apps as `android:apk-key-hash:...`. */
  origins: readonly string[]
}

/** Why an answer is not accepted. For the log: none of it comes from the answer. */
export class CeremonyFailure extends Error {
  override readonly name = 'CeremonyFailure'
}

/** Throws `CeremonyFailure` unless this holds. */
export function demand(holds: boolean, failure: string): asserts holds {
  if (!holds) throw new CeremonyFailure(failure)
}

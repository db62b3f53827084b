export type KeysErrorCode =
  /** The issuer cannot be reached, and there are no keys of it that are young enough. Try again. */
  | 'keys_unreachable'
  /** The issuer publishes no key for ES256 or EdDSA, so nobody but itself can verify its tokens. */
  | 'no_public_keys'

/** Why nothing can be said about a token: the keys are missing, and nobody's request is wrong. */
export class KeysError extends Error {
  declare readonly code: KeysErrorCode
  /** Seconds after which another attempt makes sense, for `keys_unreachable`. */
  declare readonly retryAfter: number | undefined

  constructor(code: KeysErrorCode, message: string, details: { retryAfter?: number; cause?: unknown } = {}) {
    super(message, { cause: details.cause })
    this.name = 'KeysError'
    this.code = code
    this.retryAfter = details.retryAfter
  }
}

import type { FieldError, PossibleFactor, ProblemCode } from './api.gen.ts'

/** A code of the service's catalogue, or one for a failure without an answer of the service. */
export type LatchkeyErrorCode =
  | ProblemCode
  /** No answer came: offline, a time limit, a certificate. Whether the service acted on the call is not known. */
  | 'network_error'
  /** An answer that is not the service's: a proxy's page, a captive portal's, or a wrong `baseUrl`. */
  | 'unexpected_answer'

interface LatchkeyErrorDetails {
  message: string
  status?: number
  requestId?: string | undefined
  errors?: FieldError[]
  retryAfter?: number | undefined
  challenge?: string | undefined
  factors?: PossibleFactor[] | undefined
  recoveryCodesLeft?: number | undefined
  cause?: unknown
}

/** Why a call failed. Switch on `code`; `message` is for people. */
export class LatchkeyError extends Error {
  declare readonly code: LatchkeyErrorCode
  /** The answer's HTTP status; 0 if there was none. */
  declare readonly status: number
  /** Names the request in the service's log: show it where people ask for help. */
  declare readonly requestId: string | undefined
  /** The wrong fields, for `invalid_request`; else empty. */
  declare readonly errors: readonly FieldError[]
  /** Seconds to wait before the next attempt, if the service says so. */
  declare readonly retryAfter: number | undefined

  /** For `second_factor_required` at a sign-in: what the second factor goes with, in `verifySecondFactor`. */
  declare readonly challenge: string | undefined
  /** What may go with the challenge; else empty. */
  declare readonly factors: readonly PossibleFactor[]
  /** How many recovery codes may go with it instead. */
  declare readonly recoveryCodesLeft: number | undefined

  constructor(code: LatchkeyErrorCode, details: LatchkeyErrorDetails) {
    super(details.message, { cause: details.cause })
    this.name = 'LatchkeyError'
    this.code = code
    this.status = details.status ?? 0
    this.requestId = details.requestId
    this.errors = details.errors ?? []
    this.retryAfter = details.retryAfter
    this.challenge = details.challenge
    this.factors = details.factors ?? []
    this.recoveryCodesLeft = details.recoveryCodesLeft
  }
}

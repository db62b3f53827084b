// What `latchkey/server` exports. It imports nothing of the service: the tokens say all of it.
export type { Fetch, FetchInit, FetchResponse } from '../http.ts'
export {
  createVerifier,
  type TokenClaims,
  type VerifiedUser,
  type Verifier,
  type VerifierOptions,
} from './create-verifier.ts'
export { demandRole } from './demand-role.ts'
export { AccessError, type AccessErrorCode, KeysError, type KeysErrorCode } from './errors.ts'
export { presentedToken, type ReadHeader } from './presented-token.ts'
export { type ProblemResponse, problemOrThrow, toProblem } from './to-problem.ts'

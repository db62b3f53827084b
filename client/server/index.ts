// What `latchkey/server` exports. It imports nothing of the service: the tokens say all of it.
export { AccessError, type AccessErrorCode } from '../access/access-error.ts'
export { presentedToken, type ReadHeader } from '../access/presented-token.ts'
export type { ProblemResponse } from '../access/problem-response.ts'
export type { Fetch, FetchInit, FetchResponse } from '../http.ts'
export {
  createVerifier,
  type TokenClaims,
  type VerifiedUser,
  type Verifier,
  type VerifierOptions,
} from './create-verifier.ts'
export { demandRole } from './demand-role.ts'
export { KeysError, type KeysErrorCode } from './keys-error.ts'
export { problemOrThrow, toProblem } from './to-problem.ts'

export { CeremonyFailure } from './ceremony.ts'
export { verifyAssertion } from './verify-assertion.ts'
export { verifyAttestation } from './verify-attestation.ts'

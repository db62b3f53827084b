import { createVerifier } from 'latchkey/server'

// Next evaluates routes while it builds, too, when there is no issuer yet.
export const verifier = createVerifier({ issuer: process.env.ISSUER ?? 'http://localhost:3001', audience: 'latchkey' })

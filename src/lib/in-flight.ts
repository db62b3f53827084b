/**
 * What this isolate has under way: requests, and password hashes that some of them make. One that is cancelled stays
 * counted, which errs on the side of the others: see crypto/password.ts.
 */
export const inFlight = { requests: 0, hashes: 0 }

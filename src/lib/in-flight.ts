/**
 * What is in flight in this isolate: requests, and the password hashes that some of them make. A cancelled one stays
 * counted, which is to the benefit of the others: see crypto/password.ts.
 */
export const inFlight = { requests: 0, hashes: 0 }

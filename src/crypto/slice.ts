/**
 * PBKDF2 iterations in one call. In production a call of more than 100,000 is refused, and a call blocks the isolate:
 * at 10,000, other requests wait about a millisecond. A stored hash names its own number, so this can change.
 */
export const SLICE_ITERATIONS = 10_000

/** A stored hash with more slices than this (ten million iterations) is damaged. */
export const MAX_SLICES = 1_000

/**
 * PBKDF2 iterations in one call. In production a call of more than 100,000 is refused, and a call holds the isolate:
 * at 10,000 the others wait for about a millisecond. A stored hash names its own, so this can change.
 */
export const SLICE_ITERATIONS = 10_000

/** A stored cost above this, ten million iterations, is damage and not a setting. */
export const MAX_SLICES = 1_000

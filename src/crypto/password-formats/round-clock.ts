const TICK_MS = 4

let now = 0

/**
 * Replaces `Date.now` inside bcryptjs (scripts/generate/password-formats.ts), which calls it after every round and yields after
 * 100 ms. On Workers time stands still while code runs, so it would never yield; this clock counts rounds instead: 26
 * of them, one and a half milliseconds of work, make 100 ms.
 */
export function roundClock(): number {
  now += TICK_MS
  return now
}

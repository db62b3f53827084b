import { vi } from 'vitest'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Stops the clock, for the test and for the Worker: they share an isolate. On a whole second, as tokens have them. */
export function stopClock(): Date {
  const now = new Date(Math.floor(Date.now() / SECOND) * SECOND)
  vi.useFakeTimers({ toFake: ['Date'], now })
  return now
}

/** Moves the stopped clock on by so many milliseconds. */
export function advance(milliseconds: number): Date {
  if (!vi.isFakeTimers()) stopClock()
  const now = new Date(Date.now() + milliseconds)
  vi.setSystemTime(now)
  return now
}

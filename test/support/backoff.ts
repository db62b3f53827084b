import { vi } from 'vitest'

const LONGEST_MS = 1_000

/** Until the test is over nobody waits before a database is asked again. */
export function skipBackoff(): void {
  const wait = scheduler.wait.bind(scheduler)
  vi.spyOn(scheduler, 'wait').mockImplementation((delay, options) => wait(delay <= LONGEST_MS ? 0 : delay, options))
}

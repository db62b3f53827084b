import { vi } from 'vitest'
import { HOOK_TIMEOUT_MS } from '../../src/domain/hooks/ask.ts'

/** Until the test is over a hook that hangs is given up soon. */
export function hurryHooks(): void {
  const wait = scheduler.wait.bind(scheduler)
  vi.spyOn(scheduler, 'wait').mockImplementation((delay, options) =>
    wait(delay === HOOK_TIMEOUT_MS ? 50 : delay, options),
  )
}

/** What never comes. */
export const never = (): Promise<never> => new Promise(() => {})

import { describe, expect, it } from 'vitest'
import { HOOK_TIMEOUT_MS } from '../../../src/domain/hooks/ask.ts'
import { never } from '../../support/hooks.ts'
import { expectLogs, logged } from '../../support/logs.ts'
import { serviceWithHooks } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

// The service that a hook asks answers nobody any more. Whoever does not need it must not notice.

describe('a hook that hangs', () => {
  it('holds up no other user, and its own caller no longer than it may', { timeout: 4 * HOOK_TIMEOUT_MS }, async () => {
    expectLogs('hook_failed')
    let signalOfHung: AbortSignal | undefined
    const service = serviceWithHooks({
      beforeSignIn: (_ctx, { deviceName }, signal) => {
        if (deviceName !== 'hung') return Promise.resolve()
        signalOfHung = signal
        return never()
      },
    })
    const { email, token } = await registerUser()
    const start = performance.now()
    const body = { email, password: PASSWORD }
    let isOver = false
    const hung = service('/users/login', { body: { ...body, deviceName: 'hung' } }).finally(() => {
      isOver = true
    })
    const others = await Promise.all([
      service('/users/profile', { token }),
      service('/users/login', { body }),
      service('/users/guest', { body: {} }),
    ])
    expect(others.map(({ status }) => status)).toEqual([200, 200, 201])
    expect(isOver).toBe(false)
    expect((await hung).body.code).toBe('hook_failed')
    expect(performance.now() - start).toBeGreaterThan(HOOK_TIMEOUT_MS - 100)
    expect(signalOfHung?.aborted).toBe(true)
    expect(logged('hook_failed')).toMatchObject([{ hook: 'beforeSignIn', error: 'HookTimeout' }])
  })
})

import { describe, expect, it } from 'vitest'
import type { CodeToSend } from '../../../src/domain/hooks/hooks.ts'
import { expectLogs, loggedText } from '../../support/logs.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { serviceWithHooks } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Whoever reads the log signs in with a code that a hook has failed to send.

describe('a code that a hook could not send', () => {
  it('is in no line of the log, nor its link or whom it was for, and goes out by mail', async () => {
    expectLogs('hook_failed')
    const { EMAIL, lastCode } = openMailbox()
    const codes: CodeToSend[] = []
    const service = serviceWithHooks(
      {
        sendCode: async (_ctx, code) => {
          codes.push(code)
          throw new Error(`could not send ${JSON.stringify(code)}`)
        },
      },
      { EMAIL },
    )
    const { email } = await registerUser({}, service)
    await service('/users/login/code', { body: { email } })
    expect(codes).toHaveLength(2)
    expect(lastCode()).toBe(codes[1]?.code)
    for (const { code, link } of codes) {
      expect(loggedText()).not.toContain(`"${code}"`)
      expect(loggedText()).not.toContain(new URL(link ?? '').searchParams.get('token') ?? '')
      expect(loggedText()).not.toContain(email)
    }
  })
})

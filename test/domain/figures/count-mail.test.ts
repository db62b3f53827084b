import { describe, expect, it } from 'vitest'
import { addUser, countsOf, stopClockAt } from '../../support/counts.ts'
import { interceptD1 } from '../../support/d1.ts'
import { expectLogs, logged } from '../../support/logs.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const HOUR = '2026-11-29T10'

const FAILING = {
  send: async () => {
    throw new Error('refused')
  },
}

describe('mails', () => {
  it('are counted for their hour, by what became of them', async () => {
    stopClockAt(`${HOUR}:05:00.000Z`)
    expectLogs('deferred_failed')
    for (const [index, EMAIL] of [openMailbox().EMAIL, openMailbox().EMAIL, FAILING].entries()) {
      await registerUser({ email: `somebody-${index}@example.com` }, serviceWith({ EMAIL }))
    }
    expect(await countsOf(HOUR)).toEqual({ mails_sent: 2, mails_failed: 1 })
  })

  it('are not counted where ADMIN is off', async () => {
    stopClockAt(`${HOUR}:05:00.000Z`)
    await registerUser({}, serviceWith({ EMAIL: openMailbox().EMAIL, ADMIN: 'off' }))
    expect(await countsOf(HOUR)).toEqual({})
  })

  it('that are withheld are none', async () => {
    stopClockAt(`${HOUR}:05:00.000Z`)
    expectLogs('mail_withheld')
    const LIMIT_MAIL_TOTAL = { limit: async () => ({ success: false }) }
    await registerUser({}, serviceWith({ EMAIL: openMailbox().EMAIL, LIMIT_MAIL_TOTAL }))
    expect(await countsOf(HOUR)).toEqual({})
  })

  it('are sent although they cannot be counted, and the response is the same', async () => {
    await addUser()
    expectLogs('deferred_failed')
    const { EMAIL, mails } = openMailbox()
    let trips = 0
    const countFails = async <T>(run: () => Promise<T>) => {
      if (++trips > 1) throw new Error('D1_ERROR: D1 DB is overloaded. Too many requests queued.')
      return run()
    }
    const DB = interceptD1(countFails, { withMailCounts: true })
    await registerUser({}, serviceWith({ EMAIL, DB }))
    expect(mails).toHaveLength(1)
    expect(logged('deferred_failed')).toMatchObject([{ work: 'mail count' }])
  })
})

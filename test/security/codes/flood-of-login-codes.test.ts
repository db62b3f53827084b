import { describe, expect, it } from 'vitest'
import { advance, DAY, HOUR, MINUTE, stopClock } from '../../support/clock.ts'
import { runCron } from '../../support/cron.ts'
import { expectLogs, logged } from '../../support/logs.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { newPerson } from '../../support/person.ts'
import { codeRows, dump, verifyEmail } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'

const ASK = '/users/login/code'
const VERIFY = '/users/login/code/verify'

/** A limit of all callers together that so many emails reach, for each cause by itself. */
const mailTotal = (most: number) => {
  const counts = new Map<string, number>()
  return {
    limit: async ({ key }: { key: string }) => {
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return { success: count <= most }
    },
  }
}

describe('a stranger who asks for codes for whatever address', () => {
  it('has one row an address stored, however often, and it is swept', async () => {
    stopClock()
    const service = serviceWith({ EMAIL: openMailbox().EMAIL })
    for (let times = 0; times < 20; times++) {
      await service(ASK, { body: { email: 'nobody@example.com' } })
      advance(MINUTE)
    }
    expect(await codeRows()).toHaveLength(1)
    advance(DAY + HOUR)
    expectLogs('swept')
    await runCron()
    expect(Object.values(await dump()).flat()).toEqual([])
  })

  it('has nothing stored by guessing where no code was asked for', async () => {
    const service = serviceWith({ SIGN_UP_BY_CODE: 'on' })
    for (let times = 0; times < 20; times++) {
      await service(VERIFY, { body: { email: `nobody${times}@example.com`, code: '123456' } })
    }
    expect(Object.values(await dump()).flat()).toEqual([])
  })

  it('has no more emails sent to people who have no account than one limit lets through, and users go on getting theirs', async () => {
    expectLogs('mail_withheld')
    const user = await newPerson()
    const { EMAIL, mailsTo } = user.mailbox
    const service = serviceWith({ EMAIL, SIGN_UP_BY_CODE: 'on', LIMIT_MAIL_TOTAL: mailTotal(3) })
    const victims = Array.from({ length: 8 }, (_, index) => `victim${index}@example.com`)
    for (const email of victims) expect((await service(ASK, { body: { email } })).status).toBe(202)
    expect(victims.flatMap(mailsTo)).toHaveLength(3)
    expect(logged('mail_withheld')).toHaveLength(5)
    const before = mailsTo(user.email).length
    await service(ASK, { body: { email: user.email } }) // counted apart
    expect(mailsTo(user.email)).toHaveLength(before + 1)
  })

  it('keeps no owner of a verified address from theirs', async () => {
    const user = await newPerson()
    await verifyEmail(user._id)
    const service = serviceWith({ EMAIL: user.mailbox.EMAIL, LIMIT_MAIL_TOTAL: mailTotal(0) })
    await service(ASK, { body: { email: user.email } })
    expect(user.mailbox.mailsTo(user.email)).toHaveLength(2)
  })

  it('fills no mailbox of somebody who has no account: each code makes the next one wait longer', async () => {
    stopClock()
    const { EMAIL, mailsTo } = openMailbox()
    const service = serviceWith({ EMAIL, SIGN_UP_BY_CODE: 'on' })
    for (let minute = 0; minute < 60; minute++) {
      await service(ASK, { body: { email: 'victim@example.com' } })
      advance(MINUTE)
    }
    expect(mailsTo('victim@example.com')).toHaveLength(13) // six a minute apart, then after 2, 4, 8 and 10 minutes
  })
})

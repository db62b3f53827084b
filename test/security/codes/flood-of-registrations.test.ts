import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { createGuest } from '../../support/guests.ts'
import { expectLogs, logged } from '../../support/logs.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { newPerson } from '../../support/person.ts'
import { loginWith } from '../../support/provider-login.ts'
import { verifyEmail } from '../../support/rows.ts'
import { type Service, serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

const LIMIT = 3
const FLOOD = 2 * LIMIT

/** A service that has a mailbox, and LIMIT_MAIL_TOTAL alone: the flood stays below the limits of each IP address. */
function limitedService() {
  const counts = new Map<string, number>()
  const limit = async ({ key }: { key: string }) => {
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return { success: count <= LIMIT }
  }
  const mailbox = openMailbox()
  return { mailbox, service: serviceWith({ EMAIL: mailbox.EMAIL, LIMIT_MAIL_TOTAL: { limit } }) }
}

/** Registers addresses that the attacker has typed, each from another IP address, and answers their access tokens. */
const flood = (service: Service): Promise<string[]> =>
  Promise.all(
    Array.from({ length: FLOOD }, async (_, number) => {
      const { status, body } = await service('/users/register', {
        headers: { 'cf-connecting-ip': `198.51.100.${number}` },
        body: { name: 'X', email: `victim-${number}@example.org`, password: PASSWORD },
      })
      expect(status).toBe(201) // with an email or without
      return body.data.token
    }),
  )

const forgot = (service: Service, email: string) => service('/users/password/forgot', { body: { email } })

describe('a flood of registrations from many IP addresses', () => {
  it('sends no more emails than the limit, and the log says so', async () => {
    expectLogs('mail_withheld')
    const { mailbox, service } = limitedService()
    await flood(service)
    expect(mailbox.mails).toHaveLength(LIMIT)
    expect(logged('mail_withheld')).toHaveLength(FLOOD - LIMIT)
    expect(logged('mail_withheld')[0]).toMatchObject({ level: 'error', kind: 'verify_email' })
  })

  it('keeps owners from no email that they ask for, whether their address is verified or not', async () => {
    expectLogs('mail_withheld')
    stopClock()
    const owner = await newPerson({ email: 'owner@example.com' })
    const newcomer = await newPerson({ email: 'newcomer@example.com' })
    await verifyEmail(owner._id)
    advance(MINUTE)
    const { mailbox, service } = limitedService()
    await flood(service)
    expect((await forgot(service, owner.email)).status).toBe(202)
    expect((await forgot(service, newcomer.email)).status).toBe(202)
    const again = await service('/users/email/verification', { method: 'POST', token: newcomer.token })
    expect(again.status).toBe(202)
    expect([mailbox.mailsTo(owner.email).length, mailbox.mailsTo(newcomer.email).length]).toEqual([1, 2])
  })

  it('sends no more than as many again by asking in the name of the accounts that it has made', async () => {
    expectLogs('mail_withheld')
    stopClock()
    const owner = await newPerson({ email: 'owner@example.com' })
    await verifyEmail(owner._id)
    const { mailbox, service } = limitedService()
    const tokens = await flood(service)
    advance(MINUTE)
    const statuses: number[] = []
    for (const [number, token] of tokens.entries()) {
      const { status } = await service('/users/email/verification', { method: 'POST', token })
      statuses.push(status)
      expect((await forgot(service, `victim-${number}@example.org`)).status).toBe(202) // as for an unknown one
      const body = { email: `other-${number}@example.org`, password: PASSWORD }
      statuses.push((await service('/users/email', { method: 'PUT', token, body })).status)
    }
    expect(new Set(statuses)).toEqual(new Set([202, 429]))
    expect(mailbox.mails).toHaveLength(2 * LIMIT)
    expect((await forgot(service, owner.email)).status).toBe(202)
    expect(mailbox.mailsTo(owner.email)).toHaveLength(1)
  })

  it('sends no more where the accounts are made with Google', async () => {
    expectLogs('mail_withheld')
    const { mailbox, service } = limitedService()
    for (let number = 0; number < FLOOD; number++) {
      const claims = { sub: `x-${number}`, email: `victim-${number}@example.org`, email_verified: true, hd: undefined }
      expect((await loginWith('google', claims, { service })).status).toBe(200)
    }
    expect(mailbox.mails).toHaveLength(LIMIT)
  })
})

describe('a flood of guests who upgrade', () => {
  it('sends no more either', async () => {
    expectLogs('mail_withheld')
    const { mailbox, service } = limitedService()
    for (let number = 0; number < FLOOD; number++) {
      const { token } = await createGuest()
      const body = { email: `victim-${number}@example.org`, password: PASSWORD }
      expect((await service('/users/guest/upgrade', { token, body })).status).toBe(200)
    }
    expect(mailbox.mails).toHaveLength(LIMIT)
  })
})

describe('calls that send no email', () => {
  it('spend nothing of the limit', async () => {
    stopClock()
    const { mailbox, service } = limitedService()
    const known = { name: 'X', email: 'known@example.com', password: PASSWORD }
    const { token } = (await service('/users/register', { body: known })).body.data
    for (let times = 0; times < FLOOD; times++) {
      expect((await service('/users/register', { body: known })).body.code).toBe('email_taken')
      const early = await service('/users/email/verification', { method: 'POST', token })
      expect(early.status).toBe(429)
      await forgot(service, 'unknown@example.com')
    }
    advance(MINUTE)
    expect((await service('/users/email/verification', { method: 'POST', token })).status).toBe(202)
    await service('/users/register', { body: { ...known, email: 'next@example.com' } })
    expect(mailbox.mails).toHaveLength(3)
  })
})

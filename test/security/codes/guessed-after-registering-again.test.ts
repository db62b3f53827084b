import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { type Mailbox, openMailbox, otherThan } from '../../support/mailbox.ts'
import { newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { PASSWORD } from '../../support/users.ts'

const EMAIL = 'victim@example.com'

const give = ({ as }: Person, code: string) => as('/users/email/verify', { body: { code } })

/** Registers the address, guesses five times, and deletes the account. */
async function guessFiveTimes(mailbox: Mailbox): Promise<void> {
  const squatter = await newPerson({ email: EMAIL }, mailbox)
  const code = mailbox.lastCode()
  for (let step = 1; step <= 5; step++) await give(squatter, otherThan(code, step))
  const deletion = await squatter.as('/users/account', { method: 'DELETE', body: { password: PASSWORD } })
  expect(deletion.status).toBe(204)
}

const counts = async () => (await env.DB.prepare('SELECT attempts, blocked_until FROM login_attempts').all()).results

describe('registering an address, guessing its code, deleting the account and registering again', () => {
  it('does not start anew: after ten guesses the right one is not compared, until the wait is over', async () => {
    stopClock()
    const mailbox = openMailbox()
    await guessFiveTimes(mailbox)
    await guessFiveTimes(mailbox)
    expect(await counts()).toEqual([{ attempts: 10, blocked_until: Date.now() + MINUTE }])
    const squatter = await newPerson({ email: EMAIL }, mailbox)
    expect((await give(squatter, mailbox.lastCode())).body.code).toBe('code_invalid')
    expect(await counts(), 'a refused one is no attempt').toHaveLength(1)
    advance(MINUTE)
    expect((await give(squatter, mailbox.lastCode())).status).toBe(200)
    expect(await counts(), 'and the right one forgets the others').toEqual([])
  })

  it('does not even start anew with another purpose, or in parallel', async () => {
    stopClock()
    const mailbox = openMailbox()
    await guessFiveTimes(mailbox)
    const squatter = await newPerson({ email: EMAIL }, mailbox)
    const code = await resetCodeOf(squatter)
    const guess = (given: string) =>
      squatter.service('/users/password/reset', { body: { email: EMAIL, code: given, password: PASSWORD } })
    await Promise.all([1, 2, 3, 4].map((step) => guess(otherThan(code, step))))
    expect((await give(squatter, otherThan(mailbox.lastCode()))).status).toBe(400)
    expect((await guess(code)).body.code).toBe('code_invalid')
    expect(await counts()).toEqual([{ attempts: 10, blocked_until: Date.now() + MINUTE }])
  })

  it('keeps the owner from nothing that their email links to', async () => {
    stopClock()
    const mailbox = openMailbox()
    for (let times = 0; times < 4; times++) await guessFiveTimes(mailbox)
    const owner = await newPerson({ email: EMAIL }, mailbox)
    expect((await owner.as('/users/email/verify', { body: { token: mailbox.lastToken() } })).status).toBe(200)
  })

  it('counts nothing of anybody else', async () => {
    stopClock()
    const mailbox = openMailbox()
    for (let times = 0; times < 4; times++) await guessFiveTimes(mailbox)
    const other = await newPerson({ email: 'robin@example.com' }, mailbox)
    expect((await give(other, mailbox.lastCode())).status).toBe(200)
  })
})

describe('a code that was sent once more', () => {
  it('is counted like the one before it, and so is one of which the address was not known', async () => {
    stopClock()
    const person = await newPerson()
    const again = async () => {
      await person.as('/users/email/verification', { method: 'POST' })
      return person.mailbox.lastCode()
    }
    advance(MINUTE)
    for (let step = 1; step <= 5; step++) await give(person, otherThan(await again(), step))
    expect(await counts()).toEqual([{ attempts: 5, blocked_until: 0 }])
    await env.DB.prepare('UPDATE codes SET attempt_key = NULL').run()
    advance(MINUTE)
    const code = await again()
    expect((await give(person, otherThan(code))).status).toBe(400)
    expect((await counts()).map(({ attempts }) => attempts).sort()).toEqual([1, 5])
    expect((await give(person, code)).status).toBe(200)
  })
})

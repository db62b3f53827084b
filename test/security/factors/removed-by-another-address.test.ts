import { expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { dump } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

// Attack: whoever has a copied session and the password, and no second factor, moves the account to a mailbox of theirs by the link,
// which shows nothing of who holds the account; a reset there takes its factors along.

const email = 'mallory@example.com'

it('moves no account to another address without a second factor of the last ten minutes', async () => {
  stopClock()
  const person = await newEnrolledPerson()
  advance(11 * MINUTE)
  const before = await dump()
  const { status, body } = await person.as('/users/email', { method: 'PUT', body: { email, password: PASSWORD } })
  expect([status, body.code]).toEqual([403, 'recent_second_factor_required'])
  expect(await dump()).toEqual(before)
  expect(person.mailbox.mailsTo(email)).toEqual([])
})

it('keeps nobody from it who gives one, or has none', async () => {
  stopClock()
  const person = await newEnrolledPerson()
  advance(9 * MINUTE)
  expect((await person.as('/users/email', { method: 'PUT', body: { email, password: PASSWORD } })).status).toBe(202)
})

it('asks for none where factors are off', async () => {
  stopClock()
  const person = await newEnrolledPerson()
  advance(11 * MINUTE)
  const service = serviceWith({ FACTORS: 'off', EMAIL: person.mailbox.EMAIL })
  const call = { method: 'PUT', token: person.token, body: { email, password: PASSWORD } }
  expect((await service('/users/email', call)).status).toBe(202)
})

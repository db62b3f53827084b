import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { interceptD1 } from '../../support/d1.ts'
import { otherThan } from '../../support/mailbox.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { PURPOSES } from '../../support/purposes.ts'
import { codeRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'

const wrong = { status: 400, body: { code: 'code_invalid' } }

/** The same person, calling another service. */
const through = (person: Person, DB: D1Database): Person => {
  const service = serviceWith({ EMAIL: person.mailbox.EMAIL, DB })
  return { ...person, service, as: (path, call) => service(path, { token: person.token, ...call }) }
}

// OWASP Forgot Password Cheat Sheet: a short code must not be open to brute force.
describe.each(PURPOSES)('guessing a code for $purpose', ({ purpose, ask, askAgain, give }) => {
  it('four wrong guesses leave the right one', async () => {
    const person = await newPerson()
    const code = await ask(person)
    for (let step = 1; step <= 4; step++) expect(await give(person, otherThan(code, step))).toMatchObject(wrong)
    expect((await give(person, code)).status).toBe(200)
  })

  it('after five wrong guesses the right one is refused', async () => {
    const person = await newPerson()
    const code = await ask(person)
    for (let step = 1; step <= 5; step++) expect(await give(person, otherThan(code, step))).toMatchObject(wrong)
    expect(await give(person, code)).toMatchObject(wrong)
    expect(await give(person, code)).toMatchObject(wrong)
  })

  it('one wrong guess five times over is five guesses', async () => {
    const person = await newPerson()
    const code = await ask(person)
    for (let attempt = 0; attempt < 5; attempt++) await give(person, otherThan(code))
    expect(await give(person, code)).toMatchObject(wrong)
  })

  it('of fifty parallel guesses no more than five are compared', async () => {
    const person = await newPerson()
    const code = await ask(person)
    let asked = 0
    const guesser = through(
      person,
      interceptD1((run) => {
        asked++
        return run()
      }),
    )
    // The right guess asks the database when five others have asked it, whether or not they have their answer.
    const lucky = through(
      person,
      interceptD1(async (run) => {
        while (asked < 5) await scheduler.wait(1)
        return run()
      }),
    )
    const guesses = Array.from({ length: 49 }, (_, index) => give(guesser, otherThan(code, index + 1)))
    const answers = await Promise.all([give(lucky, code), ...guesses])
    expect(answers.map(({ body }) => body.code)).toEqual(Array(50).fill('code_invalid'))
    const [row] = (await codeRows()).filter((stored) => stored.purpose === purpose)
    expect(row).toMatchObject({ attempts: 50 })
  })

  it('a code without attempts left can only be replaced, at the pace of the mails, and the next has five of its own', async () => {
    stopClock()
    const person = await newPerson()
    const first = await ask(person)
    for (let step = 1; step <= 5; step++) await give(person, otherThan(first, step))
    const mailed = person.mailbox.mails.length
    await askAgain(person)
    expect(person.mailbox.mails).toHaveLength(mailed)
    advance(MINUTE)
    await askAgain(person)
    const second = person.mailbox.lastCode()
    for (let step = 1; step <= 4; step++) await give(person, otherThan(second, step))
    expect((await give(person, second)).status).toBe(200)
  })
})

describe('guessing with a session that has ended', () => {
  it('uses none of the owner’s attempts', async () => {
    const person = await newPerson()
    const thief = await person.signIn()
    const code = person.mailbox.lastCode()
    await person.as('/users/sessions', { method: 'DELETE' })
    for (let step = 1; step <= 5; step++) {
      const body = { code: otherThan(code, step) }
      const answer = await person.service('/users/email/verify', { token: thief.token, body })
      expect(answer.body.code).toBe('session_ended')
    }
    expect((await person.as('/users/email/verify', { body: { code } })).status).toBe(200)
  })
})

describe('guessing the codes of one account for a day', () => {
  it('gets about 150 codes, not 1,440: each mail that nobody answers makes the next one wait longer', async () => {
    stopClock()
    const person = await newPerson()
    const { length: before } = person.mailbox.mails
    for (let minute = 0; minute < 24 * 60; minute++) {
      await person.service('/users/password/forgot', { body: { email: person.email } })
      advance(MINUTE)
    }
    const mails = person.mailbox.mails.length - before
    expect(mails).toBeGreaterThan(140) // its owner is not locked out either: there is a code to be had all day
    expect(mails).toBeLessThan(155)
  })
})

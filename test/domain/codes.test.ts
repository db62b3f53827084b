import { describe, expect, it } from 'vitest'
import { drawCode } from '../../src/crypto/codes.ts'
import { advance, DAY, MINUTE, SECOND, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { expectLogs } from '../support/logs.ts'
import { codeIn } from '../support/mailbox.ts'
import { newPerson, type Person } from '../support/person.ts'
import { CHANGE_EMAIL, PURPOSES, type Purpose, RESET_PASSWORD, VERIFY_EMAIL } from '../support/purposes.ts'
import { codeRows, eventTypes } from '../support/rows.ts'

const codeInvalid = { status: 400, body: { code: 'code_invalid' } }

describe.each(PURPOSES)('a code for $purpose', ({ purpose, ask, askAgain, give }) => {
  it('is six digits', async () => {
    expect(await ask(await newPerson())).toMatch(/^\d{6}$/)
  })

  it('works for ten minutes', async () => {
    stopClock()
    const person = await newPerson()
    const code = await ask(person)
    advance(10 * MINUTE - SECOND)
    expect((await give(person, code)).status).toBe(200)
  })

  it('does not work any longer', async () => {
    stopClock()
    const person = await newPerson()
    const code = await ask(person)
    advance(10 * MINUTE)
    expect(await give(person, code)).toMatchObject(codeInvalid)
  })

  it('works once', async () => {
    const person = await newPerson()
    const code = await ask(person)
    expect((await give(person, code)).status).toBe(200)
    expect(await give(person, code)).toMatchObject(codeInvalid)
  })

  it('is replaced by the next one', async () => {
    stopClock()
    const person = await newPerson()
    const first = await ask(person)
    advance(MINUTE)
    expect((await askAgain(person)).status).toBe(202)
    const second = person.mailbox.lastCode()
    const live = (await codeRows()).filter((row) => row.purpose === purpose)
    expect(live).toMatchObject([{ user_id: person._id, attempts: 0 }])
    if (first !== second) expect(await give(person, first)).toMatchObject(codeInvalid)
    expect((await give(person, second)).status).toBe(200)
  })

  it('is not replaced within a minute: the first one goes on working', async () => {
    stopClock()
    const person = await newPerson()
    const code = await ask(person)
    const { length } = person.mailbox.mails
    advance(MINUTE - 1)
    await askAgain(person)
    expect(person.mailbox.mails).toHaveLength(length)
    expect((await give(person, code)).status).toBe(200)
  })
})

describe.each(PURPOSES)('codes for $purpose that nobody gives back', ({ purpose, ask, askAgain, give }) => {
  const inMinutes = [1, 1, 1, 1, 1, 2, 4, 8, 10, 10]

  /** Asks again and again, once too early and once in time. */
  async function askAtTheirPace(person: Person, minutes: readonly number[]) {
    for (const [step, wait] of minutes.entries()) {
      const { length } = person.mailbox.mails
      advance(wait * MINUTE - 1)
      await askAgain(person)
      expect(person.mailbox.mails, `code ${step + 2}, too early`).toHaveLength(length)
      advance(1)
      expect((await askAgain(person)).status).toBe(202)
      expect(person.mailbox.mails.length, `code ${step + 2}, in time`).toBeGreaterThan(length)
    }
  }

  it('come a minute apart five times, then after two, four, eight and ten minutes, and each works', async () => {
    stopClock()
    const person = await newPerson()
    await ask(person)
    await askAtTheirPace(person, inMinutes)
    expect((await give(person, person.mailbox.lastCode())).status).toBe(200)
  })

  it('are counted from the start after a day without one', async () => {
    stopClock()
    const person = await newPerson()
    await ask(person)
    await askAtTheirPace(person, inMinutes)
    advance(DAY + 11 * MINUTE)
    expectLogs('swept')
    await runCron()
    await askAgain(person)
    expect((await codeRows()).filter((row) => row.purpose === purpose)).toMatchObject([{ sent: 1 }])
  })
})

describe.each([VERIFY_EMAIL, CHANGE_EMAIL])('asking again for $purpose', ({ ask, askAgain }) => {
  it('is refused within a minute, and told for how long', async () => {
    stopClock()
    const person = await newPerson()
    await ask(person)
    const eventsBefore = await eventTypes()
    for (const [wait, retryAfter] of [
      [0, '60'],
      [500, '60'],
      [500, '59'],
      [58 * SECOND, '1'],
      [999, '1'],
    ] as const) {
      advance(wait)
      const { status, headers, body } = await askAgain(person)
      expect([status, body.code, headers.get('retry-after')]).toEqual([429, 'rate_limited', retryAfter])
    }
    expect(await eventTypes()).toEqual(eventsBefore)
    advance(1)
    expect((await askAgain(person)).status).toBe(202)
  })

  it('sends one mail when it is asked many times at once', async () => {
    stopClock()
    const person = await newPerson()
    await ask(person)
    advance(MINUTE)
    const codesSent = () => person.mailbox.mails.filter(codeIn).length
    const before = codesSent()
    const answers = await Promise.all(Array.from({ length: 5 }, () => askAgain(person)))
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 429, 429, 429, 429])
    expect(codesSent()).toBe(before + 1)
  })
})

describe('codes of one user', () => {
  it('live side by side, one for each purpose', async () => {
    const person = await newPerson()
    const codes = new Map<Purpose, string>()
    for (const purpose of PURPOSES) codes.set(purpose, await purpose.ask(person))
    const live = async () => (await codeRows()).filter(({ attempts }) => attempts <= 5).map(({ purpose }) => purpose)
    expect(await live()).toEqual(['change_email', 'login', 'reset_password', 'verify_email'])
    // A verified address leaves the others alone; a reset spends them all.
    for (const [purpose, left] of [
      [VERIFY_EMAIL, ['change_email', 'login', 'reset_password']],
      [RESET_PASSWORD, []],
    ] as const) {
      expect((await purpose.give(person, codes.get(purpose) ?? '')).status).toBe(200)
      expect(await live()).toEqual(left)
    }
  })
})

describe('a code, drawn many times', () => {
  it('has every digit in every place', async () => {
    const codes = Array.from({ length: 2_000 }, drawCode)
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)
    for (let place = 0; place < 6; place++) {
      expect(new Set(codes.map((code) => code[place])).size).toBe(10)
    }
  })
})

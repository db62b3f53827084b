import { beforeEach, describe, expect, it } from 'vitest'
import { advance, DAY, HOUR, MINUTE, stopClock } from '../support/clock.ts'
import { codeIn } from '../support/mailbox.ts'
import { newPerson, resetCodeOf } from '../support/person.ts'
import { PURPOSES } from '../support/purposes.ts'
import { exampleOf } from '../support/routes/example.ts'
import { everyRoute } from '../support/routes/index.ts'
import { call } from '../support/service.ts'
import { PASSWORD } from '../support/users.ts'

// A clock that is set wrong and then right again, or two locations whose clocks differ. What was written in between
// holds times that have not come yet.

const YEAR = 365 * DAY

const login = (email: string, password = PASSWORD) => call('/users/login', { body: { email, password } })

beforeEach(() => {
  stopClock()
})

describe('a clock that jumps', () => {
  it.each(everyRoute)('fails nothing: $route', async (route) => {
    const { send } = await exampleOf(route)
    for (const jump of [YEAR, -2 * YEAR, YEAR - HOUR, HOUR, -DAY]) {
      advance(jump)
      const { status, body } = await send()
      expect(status, `${jump} ${JSON.stringify(body)}`).toBeLessThan(500)
    }
  })

  it('back by a little, as between two locations, lets a fresh sign-in pass', async () => {
    const { token, refreshToken } = await newPerson()
    advance(-2 * MINUTE)
    expect((await call('/users/profile', { token })).status).toBe(200)
    expect((await call('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
  })

  it('back by a day leaves people signed in, and their sign-ins working', async () => {
    const { email, token, refreshToken } = await newPerson()
    advance(-DAY)
    expect((await call('/users/profile', { token })).status).toBe(200)
    const renewed = await call('/users/token/refresh', { body: { refreshToken } })
    expect(renewed.status).toBe(200)
    expect((await call('/users/token/refresh', { body: renewed.body.data })).status).toBe(200)
    expect((await login(email)).status).toBe(200)
  })

  it('forward and back leaves a session alone that was refreshed in between', async () => {
    const { refreshToken } = await newPerson()
    advance(HOUR)
    const ahead = (await call('/users/token/refresh', { body: { refreshToken } })).body.data
    advance(-HOUR)
    const back = await call('/users/token/refresh', { body: { refreshToken: ahead.refreshToken } })
    expect(back.status).toBe(200)
    expect((await call('/users/profile', { token: back.body.data.token })).status).toBe(200)
  })

  it('forward makes a token expire, and back makes it good again', async () => {
    const { token } = await newPerson()
    advance(11 * DAY)
    expect((await call('/users/profile', { token })).body.code).toBe('token_expired')
    advance(-11 * DAY)
    expect((await call('/users/profile', { token })).status).toBe(200)
  })

  it('forward and back locks nobody out: no wait is longer than the longest', async () => {
    const { email } = await newPerson()
    advance(YEAR)
    for (let attempt = 1; attempt <= 11; attempt++) await login(email, 'not the right one')
    expect((await login(email)).status).toBe(429)
    advance(-YEAR)
    expect((await login(email)).status).toBe(200)
  })

  it('forward and back locks nobody out of what asks for their password once more', async () => {
    const { as } = await newPerson()
    const change = (currentPassword: string) =>
      as('/users/password', { method: 'PUT', body: { currentPassword, newPassword: 'another good password' } })
    advance(HOUR)
    for (let attempt = 1; attempt <= 10; attempt++) await change('not the right one')
    expect((await change(PASSWORD)).status).toBe(429)
    advance(-HOUR)
    expect((await change(PASSWORD)).status).toBe(200)
  })

  it('back by a little gives nobody a guess more', async () => {
    const { email } = await newPerson()
    for (let attempt = 1; attempt <= 10; attempt++) await login(email, 'not the right one')
    for (const minutes of [1, 2, 4, 8]) {
      advance(minutes * MINUTE)
      await login(email, 'not the right one')
    }
    advance(-30 * 1_000)
    expect((await login(email)).status).toBe(429)
  })

  it.each(PURPOSES)('forward and back keeps nobody from another code for $purpose', async ({ ask, askAgain, give }) => {
    advance(YEAR)
    const person = await newPerson()
    await ask(person)
    advance(-YEAR)
    const codesSent = () => person.mailbox.mails.filter(codeIn).length
    const before = codesSent()
    expect((await askAgain(person)).status).toBe(202)
    expect(codesSent()).toBe(before + 1)
    expect((await give(person, person.mailbox.lastCode())).status).toBe(200)
  })

  it('back by a little sends no second code within the minute', async () => {
    const person = await newPerson()
    await resetCodeOf(person)
    const mails = person.mailbox.mails.length
    advance(-30 * 1_000)
    await resetCodeOf(person)
    expect(person.mailbox.mails).toHaveLength(mails)
  })
})

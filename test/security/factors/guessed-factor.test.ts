import { expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'

// Who has the password guesses the code of the authenticator app: three of a million are right at any time.

it('a challenge takes five codes, and then none', async () => {
  stopClock()
  const { answer, challenge, wrongCode, code } = await newEnrolledPerson()
  const asked = await challenge()
  for (let guess = 1; guess <= 5; guess++) {
    expect((await answer({ challenge: asked, code: wrongCode() })).body.code).toBe('code_invalid')
    advance(MINUTE)
  }
  expect((await answer({ challenge: asked, code: code() })).body.code).toBe('challenge_invalid')
})

it('after five wrong codes in a row the next one waits, whatever challenge it is for', async () => {
  stopClock()
  const { answer, challenge, wrongCode, code } = await newEnrolledPerson()
  for (let guess = 1; guess <= 5; guess++) await answer({ challenge: await challenge(), code: wrongCode() })
  const asked = await challenge()
  const { status, headers, body } = await answer({ challenge: asked, code: code() })
  expect({ status, code: body.code, wait: headers.get('retry-after') }).toEqual({
    status: 429,
    code: 'rate_limited',
    wait: '60',
  })
  advance(MINUTE)
  expect((await answer({ challenge: asked, code: code() })).status).toBe(200)
})

it('of twelve codes at once, five are compared', async () => {
  stopClock()
  const { answer, challenge, wrongCode } = await newEnrolledPerson()
  const challenges: string[] = []
  for (let count = 0; count < 12; count++) challenges.push(await challenge())
  const answers = await Promise.all(challenges.map((asked) => answer({ challenge: asked, code: wrongCode() })))
  expect(answers.filter(({ body }) => body.code === 'code_invalid')).toHaveLength(5)
  expect(answers.filter(({ body }) => body.code === 'rate_limited')).toHaveLength(7)
})

it('whoever guesses makes nobody wait who has a recovery code', async () => {
  stopClock()
  const { answer, challenge, wrongCode, recoveryCodes } = await newEnrolledPerson()
  for (let guess = 1; guess <= 6; guess++) await answer({ challenge: await challenge(), code: wrongCode() })
  expect((await answer({ challenge: await challenge(), recoveryCode: recoveryCodes[0] })).status).toBe(200)
})

it('a thief who guesses in a stolen session makes nobody else wait', async () => {
  stopClock()
  const { as, answer, challenge, wrongCode, code } = await newEnrolledPerson()
  for (let guess = 1; guess <= 6; guess++) {
    const { body } = await as('/users/factors/challenge', { method: 'POST' })
    await answer({ challenge: body.data.challenge, code: wrongCode() })
  }
  expect((await answer({ challenge: await challenge(), code: code() })).status).toBe(200)
})

import { expect, it } from 'vitest'
import { stopClock } from '../../support/clock.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { PASSWORD } from '../../support/users.ts'

// Who has the password guesses codes of the authenticator app all day, so that its owner's have to wait.

it('does not keep the owner out on a device on which they have signed in before, and gives nobody else more guesses', async () => {
  stopClock()
  const owner = await newEnrolledPerson()
  const lockOut = async () => {
    for (let guess = 1; guess <= 5; guess++) {
      await owner.answer({ challenge: await owner.challenge(), code: owner.wrongCode() })
    }
  }
  const { email, refreshToken: deviceToken } = owner
  const challengeOnDevice = async () =>
    (await owner.service('/users/login', { body: { email, password: PASSWORD, deviceToken } })).body.challenge
  await lockOut()
  const answer = { challenge: await challengeOnDevice(), code: owner.code() }
  expect((await owner.answer(answer)).status).toBe(200)
  const { body } = await owner.answer({ challenge: await owner.challenge(), code: owner.wrongCode() })
  expect(body.code, 'and frees nobody else').toBe('rate_limited')
  for (let guess = 1; guess <= 5; guess++) {
    await owner.answer({ challenge: await challengeOnDevice(), code: owner.wrongCode() })
  }
  const slip = await owner.answer({ challenge: await challengeOnDevice(), code: owner.wrongCode() })
  expect(slip.body.code, 'and its guesses are counted, too').toBe('rate_limited')
})

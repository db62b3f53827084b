import { expect, it } from 'vitest'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { PASSWORD } from '../../support/users.ts'

it('a thief who has a session and the password guesses no faster by changing that, which starts another session', async () => {
  const owner = await newEnrolledPerson()
  const challengeOf = async (token: string) =>
    (await owner.as('/users/factors/challenge', { method: 'POST', token })).body.data.challenge
  const challenge = await challengeOf(owner.token)
  for (let count = 1; count <= 5; count++) await owner.answer({ challenge, code: owner.wrongCode() })
  const change = { currentPassword: PASSWORD, newPassword: 'grouse thimble orchard' }
  const changed = await owner.as('/users/password', { method: 'PUT', body: change })
  expect(changed.status).toBe(200)
  const next = await challengeOf(changed.body.data.token)
  expect((await owner.answer({ challenge: next, code: owner.wrongCode() })).body.code).toBe('rate_limited')
})

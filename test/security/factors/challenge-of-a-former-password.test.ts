import { expect, it } from 'vitest'
import { type EnrolledPerson, newEnrolledPerson } from '../../support/enrolled.ts'
import { resetCodeOf } from '../../support/person.ts'
import { PASSWORD } from '../../support/users.ts'

const NEW_PASSWORD = 'grouse thimble orchard'

// A thief has the password and has begun a login with it. The owner sets another one; then the thief gets hold of a recovery code.

it.each([
  [
    'changes it',
    async ({ as }: EnrolledPerson) =>
      as('/users/password', { method: 'PUT', body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD } }),
  ],
  [
    'resets it',
    async (owner: EnrolledPerson) =>
      owner.service('/users/password/reset', {
        body: { email: owner.email, code: await resetCodeOf(owner), password: NEW_PASSWORD },
      }),
  ],
])('a login that was begun with a password goes no further once the owner %s', async (_, setAnother) => {
  const owner = await newEnrolledPerson()
  const challenge = await owner.challenge()
  const { status, body } = await setAnother(owner)
  expect([200, 'second_factor_required']).toContain(body.code ?? status)
  const [recoveryCode] = owner.recoveryCodes
  expect((await owner.answer({ challenge, recoveryCode })).body.code).toBe('challenge_invalid')
  const login = { email: owner.email, password: NEW_PASSWORD }
  const { challenge: next } = (await owner.service('/users/login', { body: login })).body
  expect((await owner.answer({ challenge: next, recoveryCode })).status).toBe(200)
})

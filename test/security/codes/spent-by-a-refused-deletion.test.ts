import { expect, it } from 'vitest'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { ORIGIN } from '../../support/origin.ts'
import { loginCodeOf } from '../../support/person.ts'
import { PASSWORD } from '../../support/users.ts'

it('who has the password of an account with a second factor does not void its owner’s code, or its pace, by the page that deletes', async () => {
  const owner = await newEnrolledPerson({ LOGIN_CODES: 'on' })
  const code = await loginCodeOf(owner)
  const { status } = await owner.service('/account/delete', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
    body: new URLSearchParams({ email: owner.email, password: PASSWORD }).toString(),
  })
  expect(status).toBe(401)
  const sent = owner.mailbox.mails.length
  await owner.service('/users/login/code', { body: { email: owner.email } })
  expect(owner.mailbox.mails).toHaveLength(sent)
  const { body } = await owner.service('/users/login/code/verify', { body: { email: owner.email, code } })
  expect(body.code).toBe('second_factor_required')
})

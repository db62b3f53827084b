import { expect, it } from 'vitest'
import { newEnrolledPerson } from '../support/enrolled.ts'
import { ORIGIN } from '../support/origin.ts'
import { userRows } from '../support/rows.ts'
import { serviceWith } from '../support/service.ts'
import { PASSWORD } from '../support/users.ts'

const form = (email: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN },
  body: new URLSearchParams({ email, password: PASSWORD }).toString(),
})

it('an account with a second factor is not deleted by its password alone, and the page says where', async () => {
  const { email, service } = await newEnrolledPerson()
  const { status, body } = await service('/account/delete', form(email))
  expect(status).toBe(401)
  expect(body).toContain('Delete it in the app')
  expect(await userRows()).toHaveLength(1)
  expect((await serviceWith({ FACTORS: 'off' })('/account/delete', form(email))).status).toBe(200)
})

import { expect, it } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { newPerson } from '../../support/person.ts'
import { serviceWith } from '../../support/service.ts'

// Who does not have the password wants to know who has an account, and which one has a second factor.

it('a wrong password, and a request for a reset, are answered alike with a factor, without one and without an account', async () => {
  const { email } = await newEnrolledPerson()
  await newPerson({ email: 'without@example.com' })
  const outcomes = []
  for (const address of [email, 'without@example.com', 'nobody@example.com']) {
    const { DB, trips } = countingD1()
    const service = serviceWith({ DB })
    const login = await service('/users/login', { body: { email: address, password: 'wrong horse battery staple' } })
    const { requestId: _, ...problem } = login.body
    const forgot = await service('/users/password/forgot', { body: { email: address } })
    outcomes.push({ status: login.status, problem, forgot: forgot.status, trips: trips() })
  }
  expect(outcomes[1]).toEqual(outcomes[0])
  expect(outcomes[2]).toEqual(outcomes[0])
})

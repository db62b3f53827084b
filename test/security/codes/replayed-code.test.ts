import { describe, expect, it } from 'vitest'
import { newPerson, resetCodeOf } from '../../support/person.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'

const THIEFS = 'the thief has this one'

// A mail is read by more than its owner: a code that was used must be worth nothing.
describe('a reset code that was used, in the hands of who reads the mailbox', () => {
  it('sets no password, and ends nothing', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    const password = 'another horse battery staple'
    const owner = await call('/users/password/reset', { body: { email: person.email, code, password } })
    const thief = await call('/users/password/reset', { body: { email: person.email, code, password: THIEFS } })
    expect(thief).toMatchObject({ status: 400, body: { code: 'code_invalid' } })
    expect(await tryAccess(owner.body.data.token)).toEqual(ACCEPTED)
    const login = (tried: string) => call('/users/login', { body: { email: person.email, password: tried } })
    expect((await login(password)).status).toBe(200)
    expect((await login(THIEFS)).status).toBe(401)
  })
})

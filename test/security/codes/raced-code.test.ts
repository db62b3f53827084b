import { describe, expect, it } from 'vitest'
import { newPerson, resetCodeOf } from '../../support/person.ts'
import { PURPOSES } from '../../support/purposes.ts'
import { eventTypes, sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'

const DONE: Record<string, string> = {
  verify_email: 'email_verified',
  change_email: 'email_changed',
  reset_password: 'password_reset',
  login: 'logged_in',
}

describe.each(PURPOSES)('one code for $purpose, given by two at once', ({ purpose, ask, give }) => {
  it('works for one of them', async () => {
    const person = await newPerson()
    const code = await ask(person)
    const answers = await Promise.all([give(person, code), give(person, code)])
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, 'code_invalid'])
    expect((await eventTypes()).filter((type) => type === DONE[purpose])).toHaveLength(1)
  })
})

describe('one reset code, given by two with different passwords', () => {
  it('sets the password of the winner, and starts the winner’s session only', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    const passwords = ['the first horse battery', 'the second horse battery', 'the third horse battery']
    const answers = await Promise.all(
      passwords.map((password) => call('/users/password/reset', { body: { email: person.email, code, password } })),
    )
    const winner = answers.findIndex(({ status }) => status === 200)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
    expect(await sessionRows()).toHaveLength(1)
    expect(await tryAccess(answers[winner]?.body.data.token)).toEqual(ACCEPTED)
    for (const [index, password] of passwords.entries()) {
      const { status } = await call('/users/login', { body: { email: person.email, password } })
      expect(status).toBe(index === winner ? 200 : 401)
    }
  })
})

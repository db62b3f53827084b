import { describe, expect, it } from 'vitest'
import { Problem } from '../../../src/model/problem.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { openMailbox, otherThan } from '../../support/mailbox.ts'
import { serviceWithHooks } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

// Hooks are asked before the batch that signs in. A refusal tells that a code was right: so a code that could be tried there
// without being counted could be guessed, and given once the hook lets people in.

const refusing = (settings: Record<string, unknown> = {}) =>
  serviceWithHooks({ beforeSignIn: () => Promise.reject(new Problem('access_required')) }, settings)

describe('a guess', () => {
  it('at a mailed code is counted before a hook is asked: after five the right one tells nothing', async () => {
    const { EMAIL, lastCode } = openMailbox()
    const service = refusing({ EMAIL })
    const { email } = await registerUser({}, serviceWithHooks({}, { EMAIL }))
    await service('/users/login/code', { body: { email } })
    const code = lastCode(email)
    const give = (guess: string) => service('/users/login/code/verify', { body: { email, code: guess } })
    const wrong = Array.from({ length: 5 }, (_, step) => otherThan(code, step + 1))
    const codes = (await Promise.all(wrong.map(give))).map(({ body }) => body.code)
    expect(codes).toEqual(wrong.map(() => 'code_invalid'))
    expect((await give(code)).body.code).toBe('code_invalid')
  })

  it('at a second factor is counted, too', async () => {
    const { email, code, wrongCode } = await newEnrolledPerson()
    const service = refusing()
    const { body } = await service('/users/login', { body: { email, password: PASSWORD } })
    const give = (guess: string) =>
      service('/users/login/second-factor', { body: { challenge: body.challenge, code: guess } })
    for (let guess = 1; guess <= 5; guess++) expect((await give(wrongCode())).body.code).toBe('code_invalid')
    expect((await give(code())).body.code).not.toBe('access_required')
  })

  it('that is right counts when a hook refuses: it is no way to try one for ever', async () => {
    const { EMAIL, lastCode } = openMailbox()
    const service = refusing({ EMAIL })
    const { email } = await registerUser({}, serviceWithHooks({}, { EMAIL }))
    await service('/users/login/code', { body: { email } })
    const give = () => service('/users/login/code/verify', { body: { email, code: lastCode(email) } })
    for (let time = 1; time <= 5; time++) expect((await give()).body.code).toBe('access_required')
    expect((await give()).body.code).toBe('code_invalid')
  })
})

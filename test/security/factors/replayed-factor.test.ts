import { expect, it } from 'vitest'
import { signWith } from '../../support/authenticator.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { newPersonWithPasskey } from '../../support/passkey-factor.ts'
import { sessionRows } from '../../support/rows.ts'

// Who has seen a code, or a whole request, sends it again.

const outcomes = (answers: { status: number; body: { code?: string } }[]) =>
  answers.map(({ status, body }) => body.code ?? String(status)).sort()

it('a code of the authenticator app works once, also with another challenge', async () => {
  const { answer, challenge, code } = await newEnrolledPerson()
  const seen = code() // once: half a minute later there is another
  expect((await answer({ challenge: await challenge(), code: seen })).status).toBe(200)
  expect((await answer({ challenge: await challenge(), code: seen })).body.code).toBe('code_invalid')
  expect((await answer({ challenge: await challenge(), code: code(0) })).body.code).toBe('code_invalid') // an earlier one
})

it('a challenge that was answered starts no second session', async () => {
  const { answer, challenge, code, recoveryCodes } = await newEnrolledPerson()
  const body = { challenge: await challenge(), code: code() }
  expect((await answer(body)).status).toBe(200)
  const sessions = await sessionRows()
  expect((await answer(body)).body.code).toBe('challenge_invalid')
  expect((await answer({ ...body, code: undefined, recoveryCode: recoveryCodes[0] })).body.code).toBe(
    'challenge_invalid',
  )
  expect(await sessionRows()).toEqual(sessions)
})

it('of one code twice at once, exactly one wins', async () => {
  const { answer, challenge, code } = await newEnrolledPerson()
  const challenges = [await challenge(), await challenge()]
  const answers = await Promise.all(challenges.map((each) => answer({ challenge: each, code: code() })))
  expect(outcomes(answers)).toEqual(['200', 'code_invalid'])
  expect(await sessionRows()).toHaveLength(2)
})

it('of one recovery code twice at once, exactly one wins', async () => {
  const { answer, challenge, recoveryCodes } = await newEnrolledPerson()
  const challenges = [await challenge(), await challenge()]
  const answers = await Promise.all(
    challenges.map((each) => answer({ challenge: each, recoveryCode: recoveryCodes[0] })),
  )
  expect(outcomes(answers)).toEqual(['200', 'code_invalid'])
  expect(await sessionRows()).toHaveLength(2)
})

it('of one challenge twice at once, exactly one wins', async () => {
  const { answer, challenge, recoveryCodes } = await newEnrolledPerson()
  const asked = await challenge()
  const answers = await Promise.all(
    recoveryCodes.slice(0, 2).map((recoveryCode) => answer({ challenge: asked, recoveryCode })),
  )
  expect(outcomes(answers)).toEqual(['200', 'challenge_invalid'])
  expect(await sessionRows()).toHaveLength(2)
})

it('of one challenge that a passkey answers twice at once, exactly one wins, and none later', async () => {
  const { answer, asked, passkey } = await newPersonWithPasskey()
  const { challenge, options } = await asked()
  const sign = () => signWith(passkey, options, { counter: 0 })
  const bodies = [await sign(), await sign()].map((credential) => ({ challenge, credential }))
  expect(outcomes(await Promise.all(bodies.map(answer)))).toEqual(['200', 'challenge_invalid'])
  expect(outcomes(await Promise.all(bodies.map(answer)))).toEqual(['challenge_invalid', 'challenge_invalid'])
  expect(await sessionRows()).toHaveLength(2)
})

it('of one challenge that a passkey and a code answer at once, exactly one wins', async () => {
  const { answer, signed, code } = await newPersonWithPasskey()
  const { challenge, credential } = await signed()
  const answers = await Promise.all([answer({ challenge, credential }), answer({ challenge, code: code() })])
  expect(outcomes(answers)).toEqual(['200', 'challenge_invalid'])
})

import { CompactEncrypt } from 'jose'
import { expect, it } from 'vitest'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { newPerson } from '../../support/person.ts'
import { sessionRows } from '../../support/rows.ts'
import { enrol, totpNow } from '../../support/totp.ts'
import { PASSWORD } from '../../support/users.ts'

// Who may see challenges makes one, alters one, or answers that of somebody else.

it('one that is not sealed with our keys is none', async () => {
  const { answer, code, _id } = await newEnrolledPerson()
  const content = { _id: 'x', userId: _id, raisedId: null, amr: '[]', expiresAt: Date.now() + 60_000, factors: [] }
  const forged = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', place: 'challenge of a second factor' })
    .encrypt(crypto.getRandomValues(new Uint8Array(32)))
  for (const challenge of ['nonsense', forged])
    expect((await answer({ challenge, code: code() })).body.code).toBe('challenge_invalid')
})

it('one that was altered is none', async () => {
  const { answer, challenge, code } = await newEnrolledPerson()
  const [header, key, iv, text = '', tag] = (await challenge()).split('.')
  const altered = [header, key, iv, `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`, tag].join('.')
  expect((await answer({ challenge: altered, code: code() })).body.code).toBe('challenge_invalid')
})

it('the code of another user answers none', async () => {
  const { challenge, answer } = await newEnrolledPerson()
  const thief = await newPerson({ email: 'thief@example.com' })
  const { secret, recoveryCodes } = await enrol(thief, thief.service)
  const asked = await challenge()
  expect((await answer({ challenge: asked, code: totpNow(secret, 1) })).body.code).toBe('code_invalid')
  expect((await answer({ challenge: asked, recoveryCode: recoveryCodes[0] })).body.code).toBe('code_invalid')
  expect(await sessionRows()).toHaveLength(2)
})

it('one of a session that has ended raises none', async () => {
  const { as, answer, code } = await newEnrolledPerson()
  const { challenge } = (await as('/users/factors/challenge', { method: 'POST' })).body.data
  await as('/users/logout', { method: 'POST' })
  expect((await answer({ challenge, code: code() })).body.code).toBe('code_invalid')
  expect(await sessionRows()).toEqual([])
})

it('the factor that a user has removed answers none', async () => {
  const { as, answer, challenge, code, factorId, service, email, recoveryCodes } = await newEnrolledPerson()
  const asked = await challenge()
  await as(`/users/factors/${factorId}`, { method: 'DELETE' })
  expect((await answer({ challenge: asked, code: code() })).body.code).toBe('code_invalid')
  expect((await answer({ challenge: asked, recoveryCode: recoveryCodes[0] })).body.code).toBe('code_invalid')
  expect((await service('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
})

import { expect, it } from 'vitest'
import { newPerson, type Person } from '../../support/person.ts'
import { verifyEmail } from '../../support/rows.ts'
import { enrol, totpNow } from '../../support/totp.ts'
import { tryAccess } from '../../support/try-token.ts'

// A thief has a copy of a session's tokens, which has shown one factor, and waits until its owner shows the second one in it
// (OWASP ASVS 7.2.4: a session that is raised gets other tokens, and the former ones end).

/** What the thief can do with the tokens that they have copied. */
async function expectUseless(thief: { token: string; refreshToken: string }, { service }: Person, factorId: string) {
  expect(await tryAccess(thief.token)).toMatchObject({ status: 401 })
  const calls = [
    ['/users/recovery-codes', { method: 'POST' }],
    ['/users/factors/challenge', { method: 'POST' }],
    [`/users/factors/${factorId}`, { method: 'DELETE' }],
  ] as const
  for (const [path, call] of calls) {
    const { status, body } = await service(path, { token: thief.token, ...call })
    expect({ path, status, code: body.code }).toEqual({ path, status: 401, code: 'session_ended' })
  }
  const { refreshToken } = thief
  expect((await service('/users/token/refresh', { body: { refreshToken } })).status).toBe(401)
}

it('a copy of the session that steps up is not raised with it', async () => {
  const owner = await newPerson()
  await verifyEmail(owner._id)
  const copied = await owner.signIn()
  const { factorId, secret } = await enrol(owner, owner.service)
  const { body } = await owner.service('/users/factors/challenge', { method: 'POST', token: copied.token })
  const answer = { challenge: body.data.challenge, code: totpNow(secret, 1) }
  const raised = await owner.service('/users/login/second-factor', { body: answer })
  expect(raised.status).toBe(200)
  await expectUseless(copied, owner, factorId)
  expect((await owner.service('/users/profile', { token: raised.body.data.token })).status).toBe(200)
})

it('a copy of the session that adds the factor is not raised with it', async () => {
  const owner = await newPerson()
  await verifyEmail(owner._id)
  const { factorId, token } = await enrol(owner, owner.service)
  await expectUseless(owner, owner, factorId)
  expect((await owner.service('/users/profile', { token })).status).toBe(200)
})

import { describe, expect, it } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { countSlices } from '../../support/production-limits.ts'
import { signedInWith } from '../../support/provider-login.ts'
import { type Answer, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

/** A login with a password that is not right, and what it cost. */
async function tryLogin(email: string, password: string) {
  const { DB, trips } = countingD1()
  const service = serviceWith({ DB })
  const answers: Answer[] = []
  const slices = await countSlices(async () => {
    answers.push(await service('/users/login', { body: { email, password } }))
  })
  const [answer] = answers
  const { requestId: _, ...body } = answer?.body ?? {}
  const header = (name: string) => answer?.headers.get(name)
  return { status: answer?.status, body, challenge: header('www-authenticate'), slices, trips: trips() }
}

describe('finding out by a login that somebody has no password', () => {
  it('gets the answer of a wrong password and of an unknown address, at the same cost', async () => {
    const { email } = await signedInWith('apple')
    await registerUser({ email: 'other@example.com' })
    const wrong = await tryLogin('other@example.com', 'not the right one')
    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
    expect(wrong.slices).toBeGreaterThan(0)
    expect(await tryLogin(email, 'not the right one')).toEqual(wrong)
    expect(await tryLogin('unknown@example.com', 'not the right one')).toEqual(wrong)
  })

  it('comes in with no password that stands for none', async () => {
    const { email } = await signedInWith('apple')
    for (const password of ['null', 'undefined', '0', ' ']) {
      expect(await tryLogin(email, password), password).toMatchObject({ status: 401, trips: 1 })
    }
    expect(await tryLogin(email, '')).toMatchObject({ status: 400 })
  })
})

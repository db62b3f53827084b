import { describe, expect, it } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { countSlices } from '../../support/production-limits.ts'
import { disableUser } from '../../support/rows.ts'
import { type Answer, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

interface Trial {
  answer: Answer
  slices: number
  trips: number
}

const KNOWN = 'known@example.com'

/** A login and what it cost: PBKDF2 is nearly all of the time that it takes, a round trip the rest. */
async function tryLogin(email: string, settings: Record<string, unknown> = {}): Promise<Trial> {
  const { DB, trips } = countingD1()
  const service = serviceWith({ ...settings, DB })
  const answers: Answer[] = []
  const slices = await countSlices(async () => {
    answers.push(await service('/users/login', { body: { email, password: 'not the right one' } }))
  })
  const [answer] = answers
  if (!answer) throw new Error('no answer')
  return { answer, slices, trips: trips() }
}

/** All that a caller can compare, less what is another for each request. */
function visible({ status, headers, body }: Answer) {
  const { requestId: _, ...rest } = body
  const perRequest = new Set(['x-request-id', 'x-d1-bookmark'])
  return { status, body: rest, headers: [...headers].map(([name, value]) => [name, perRequest.has(name) || value]) }
}

describe('finding out by a login whether an email is registered', () => {
  it('an unknown email gets the answer of a wrong password', async () => {
    await registerUser({ email: KNOWN })
    const wrong = await tryLogin(KNOWN)
    const unknown = await tryLogin('unknown@example.com')
    expect(wrong.answer).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
    expect(visible(unknown.answer)).toEqual(visible(wrong.answer))
  })

  it('an unknown email costs the PBKDF2 slices and the round trips of a wrong password', async () => {
    const slices = await countSlices(() => registerUser({ email: KNOWN }))
    expect(slices).toBeGreaterThan(0)
    expect(await tryLogin(KNOWN)).toMatchObject({ slices, trips: 1 })
    expect(await tryLogin('unknown@example.com')).toMatchObject({ slices, trips: 1 })
  })

  it('a password that was stored at a lower cost takes as many slices as an unknown email', async () => {
    await registerUser({ email: KNOWN }, serviceWith({ PASSWORD_ITERATIONS: 10_000 }))
    const raised = { PASSWORD_ITERATIONS: 50_000 }
    const slices = await countSlices(() => registerUser({ email: 'new@example.com' }, serviceWith(raised)))
    const wrong = await tryLogin(KNOWN, raised)
    const unknown = await tryLogin('unknown@example.com', raised)
    expect(wrong).toMatchObject({ slices, trips: 1 })
    expect(unknown).toMatchObject({ slices, trips: 1 })
    expect(visible(unknown.answer)).toEqual(visible(wrong.answer))
  })

  it('a disabled account looks like no account', async () => {
    const { _id } = await registerUser({ email: KNOWN })
    await disableUser(_id)
    const disabled = await tryLogin(KNOWN)
    const unknown = await tryLogin('unknown@example.com')
    expect(disabled).toMatchObject({ slices: unknown.slices, trips: unknown.trips })
    expect(visible(disabled.answer)).toEqual(visible(unknown.answer))
  })
})

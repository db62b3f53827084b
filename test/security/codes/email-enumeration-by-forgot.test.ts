import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { countingD1 } from '../../support/d1.ts'
import { expectLogs, logged } from '../../support/logs.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { countSlices } from '../../support/production-limits.ts'
import { disableUser } from '../../support/rows.ts'
import { type Answer, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const PER_REQUEST = new Set(['x-request-id'])

interface Trial {
  status: number
  body: unknown
  headers: [string, string | true][]
  trips: number
  slices: number
}

/** All that a caller can compare, less what is another for each request, and what the call cost. */
async function attempt(path: string, body: Record<string, unknown>): Promise<Trial> {
  const { DB, trips } = countingD1()
  const service = serviceWith({ DB, EMAIL: openMailbox().EMAIL })
  const answers: Answer[] = []
  const slices = await countSlices(async () => {
    answers.push(await service(path, { body }))
  })
  const [answer] = answers
  if (!answer) throw new Error('no answer')
  const { requestId: _, ...visible } = answer.body
  return {
    status: answer.status,
    body: visible,
    headers: [...answer.headers].map(([name, value]) => [name, PER_REQUEST.has(name) || value]),
    trips: trips(),
    slices,
  }
}

const forgot = (email: string) => attempt('/users/password/forgot', { email })
const reset = (email: string, code = '123456') =>
  attempt('/users/password/reset', { email, code, password: 'another horse battery staple' })

describe('finding out by a forgotten password whether an email is registered', () => {
  it('a known, an unknown, a disabled and a limited one get one answer at one cost', async () => {
    stopClock()
    await registerUser({ email: 'known@example.com' })
    await disableUser((await registerUser({ email: 'disabled@example.com' }))._id)
    const known = await forgot('known@example.com')
    expect(known).toMatchObject({ status: 202, body: { data: { expiresIn: 600 } }, trips: 1, slices: 0 })
    expect(await forgot('unknown@example.com')).toEqual(known)
    expect(await forgot('disabled@example.com')).toEqual(known)
    expect(await forgot('known@example.com')).toEqual(known)
    advance(MINUTE)
    expect(await forgot('known@example.com')).toEqual(known)
  })

  it('neither does a mail that cannot be sent', async () => {
    expectLogs('deferred_failed')
    await registerUser({ email: 'known@example.com' })
    const service = serviceWith({ EMAIL: { send: () => Promise.reject(new Error('down')) } })
    const known = await service('/users/password/forgot', { body: { email: 'known@example.com' } })
    const unknown = await service('/users/password/forgot', { body: { email: 'unknown@example.com' } })
    expect(logged('deferred_failed')).toHaveLength(1)
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
  })

  it('resetting without a code tells nothing either', async () => {
    await registerUser({ email: 'known@example.com' })
    await registerUser({ email: 'asked@example.com' })
    await disableUser((await registerUser({ email: 'disabled@example.com' }))._id)
    await forgot('asked@example.com')
    const known = await reset('known@example.com')
    expect(known).toMatchObject({ status: 400, body: { code: 'code_invalid' }, trips: 1 })
    expect(known.slices).toBeGreaterThan(0)
    for (const email of ['unknown@example.com', 'asked@example.com', 'disabled@example.com']) {
      expect(await reset(email)).toEqual(known)
    }
  })
})

describe('finding out by a change of the address whether an email is registered', () => {
  it('a free and a taken one get one answer', async () => {
    const { token } = await registerUser()
    const other = await registerUser({ email: 'other@example.com' })
    const service = serviceWith({ EMAIL: openMailbox().EMAIL })
    const ask = async (asker: string, email: string) => {
      const call = { method: 'PUT', token: asker, body: { email, password: 'correct horse battery staple' } }
      const { status, body } = await service('/users/email', call)
      return { status, body }
    }
    expect(await ask(token, 'other@example.com')).toEqual(await ask(other.token, 'free@example.com'))
  })
})

import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, DAY } from '../support/clock.ts'
import { interceptD1 } from '../support/d1.ts'
import { expectLogs, logged, loggedText } from '../support/logs.ts'
import { storePasswordHash } from '../support/rows.ts'
import { type Answer, call, serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const SECRET = 's3cr3t-in-a-message'

function expectNothingShown({ status, headers, body }: Answer): void {
  expect(status).toBe(500)
  expect(body).toEqual({
    title: 'Internal Server Error',
    status: 500,
    code: 'internal_error',
    message: 'Something went wrong on our side.',
    requestId: headers.get('x-request-id'),
  })
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(logged('internal_error')).toEqual([
    {
      level: 'error',
      event: 'internal_error',
      requestId: body.requestId,
      error: expect.stringMatching(/^\w+$/),
      at: expect.stringMatching(/^[\w.-]+:\d+:\d+$/),
    },
  ])
  expect(loggedText()).not.toContain(SECRET)
  expect(logged('request').at(-1)).toMatchObject({ status: 500, code: 'internal_error', requestId: body.requestId })
}

/** A database whose every round trip fails like this. */
const failing = (error: unknown) =>
  interceptD1(async () => {
    throw error
  })

describe('an error that nobody expected', () => {
  it('before the route is answered with its request id and nothing else, and logged by its class and place', async () => {
    expectLogs('internal_error')
    const DB = {
      withSession: () => {
        throw new TypeError(SECRET)
      },
    }
    expectNothingShown(await serviceWith({ DB })('/health'))
    expect(logged('internal_error')).toMatchObject([{ error: 'TypeError' }])
  })

  it('of a single statement', async () => {
    expectLogs('internal_error')
    const answer = await serviceWith({ DB: failing(new Error(SECRET)) })(`/users/profile/public/${SECRET}`)
    expectNothingShown(answer)
  })

  it('of a batch', async () => {
    expectLogs('internal_error')
    const service = serviceWith({ DB: failing(new RangeError(`D1_ERROR: ${SECRET}`)) })
    expectNothingShown(
      await service('/users/register', { body: { name: SECRET, email: 'a@x.io', password: `${SECRET} 12` } }),
    )
  })

  it('of the real database', async () => {
    expectLogs('internal_error')
    const { token } = await registerUser({ email: `${SECRET}@example.com` })
    await env.DB.exec('ALTER TABLE users RENAME TO elsewhere')
    const answer = await call('/users/profile', { method: 'PUT', token, body: { name: SECRET } })
    await env.DB.exec('ALTER TABLE elsewhere RENAME TO users')
    expectNothingShown(answer)
    expect(loggedText()).not.toContain(token)
  })

  it('of a password hash that cannot be read', async () => {
    expectLogs('internal_error')
    const { _id, email } = await registerUser()
    await storePasswordHash(_id, SECRET)
    expectNothingShown(await call('/users/login', { body: { email, password: PASSWORD } }))
  })

  it('after a good token does not renew it', async () => {
    expectLogs('internal_error')
    const { token } = await registerUser()
    advance(6 * DAY) // past half its life
    const answer = await serviceWith({ DB: failing(new Error(SECRET)) })('/users/profile', { token })
    expectNothingShown(answer)
    expect(answer.headers.has('x-access-token')).toBe(false)
  })
})

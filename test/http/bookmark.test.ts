import { describe, expect, it } from 'vitest'
import { watchedD1 } from '../support/d1.ts'
import { openMailbox } from '../support/mailbox.ts'
import { call, serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const BOOKMARK = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/

async function constraintsOf(path: string, headers: Record<string, string>, token?: string): Promise<string[]> {
  const { DB, trips } = watchedD1()
  const { status } = await serviceWith({ DB })(path, { headers, ...(token && { token }) })
  expect(status).toBe(200)
  return trips.map(({ constraint }) => constraint)
}

// Which routes may read a replica is in their records: see test/http/every-route.test.ts.

describe('x-d1-bookmark', () => {
  it('is given with every answer that asked the database, and is newer after a write', async () => {
    const { token } = await registerUser()
    const read = (await call('/users/profile', { token })).headers.get('x-d1-bookmark') ?? ''
    const write = await call('/users/profile', { method: 'PUT', token, body: { name: 'Robin' } })
    const written = write.headers.get('x-d1-bookmark') ?? ''
    expect(read).toMatch(BOOKMARK)
    expect(written).toMatch(BOOKMARK)
    expect(written > read).toBe(true)
  })

  it('is not given where the database was not asked', async () => {
    expect((await call('/nowhere')).headers.has('x-d1-bookmark')).toBe(false)
    expect((await call('/users/profile')).headers.has('x-d1-bookmark')).toBe(false)
  })

  it('is not given with a failure, nor where it would tell whether somebody has the address', async () => {
    const { email, token } = await registerUser()
    const failure = await call('/users/sessions/somebody', { method: 'DELETE', token })
    const forgot = await call('/users/password/forgot', { body: { email } })
    const page = await call('/account/forgot-password', { body: { email } })
    const answers = [failure, forgot, page]
    expect(answers.map(({ status, headers }) => [status, headers.has('x-d1-bookmark')])).toEqual([
      [404, false],
      [202, false],
      [200, false],
    ])
  })

  it('is what the next read of the same caller is as new as', async () => {
    const { _id, token } = await registerUser()
    const write = await call('/users/profile', { method: 'PUT', token, body: { name: 'Robin' } })
    const bookmark = write.headers.get('x-d1-bookmark') ?? ''
    const headers = { 'x-d1-bookmark': bookmark }
    expect(await constraintsOf('/users/profile', headers, token)).toEqual([bookmark])
    expect(await constraintsOf(`/users/profile/public/${_id}`, headers)).toEqual([bookmark])
  })

  it('is not needed: without one the nearest replica answers', async () => {
    const { _id, token } = await registerUser()
    expect(await constraintsOf('/users/profile', {}, token)).toEqual(['first-unconstrained'])
    expect(await constraintsOf(`/users/profile/public/${_id}`, {})).toEqual(['first-unconstrained'])
  })

  for (const bookmark of ['x', 'first-primary', '0'.repeat(59), "'; DROP TABLE users", '-'.repeat(59)]) {
    it(`that is damaged gets the primary, and no failure: ${bookmark.slice(0, 20)}`, async () => {
      const { token } = await registerUser()
      expect(await constraintsOf('/users/profile', { 'x-d1-bookmark': bookmark }, token)).toEqual(['first-primary'])
    })
  }

  it.each([
    ['/account/confirm-email', { user: 'somebody', token: 'none' }],
    ['/account/forgot-password', { email: 'a@example.com' }],
    ['/account/reset-password', { email: 'a@example.com', code: '123456', password: PASSWORD }],
    ['/account/delete', { email: 'a@example.com', password: PASSWORD }],
  ])('is no matter to a page, which acts at the primary: %s', async (path, body) => {
    const { DB, trips } = watchedD1()
    await serviceWith({ DB, EMAIL: openMailbox().EMAIL })(path, { body })
    expect(new Set(trips.map(({ constraint }) => constraint))).toEqual(new Set(['first-primary']))
  })
})

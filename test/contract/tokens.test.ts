import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { serviceWith } from '../support/service.ts'
import type { SignedIn } from '../support/users.ts'
import { breaches } from './breaches.ts'
import { registered, succeed } from './calls.ts'
import { operations, successOf } from './document.ts'

describe.each(operations.filter(({ isAuthenticated }) => isAuthenticated))('$id ($route)', (operation) => {
  it.each([
    ['x-access-token', (token: string) => token],
    ['authorization', (token: string) => `Bearer ${token}`],
  ])('takes the token in %s', async (name, write) => {
    const user = await registered()
    expect((await succeed(operation, user, { [name]: write(user.token) })).status).toBe(operation.success)
  })

  it('renews a token past half its life, if the document says so', async () => {
    stopClock()
    const user = await registered(serviceWith({ ACCESS_TOKEN_TTL: '15m' }))
    advance(8 * MINUTE) // half its life, and not too long ago for what wants a recent sign-in
    const answer = await succeed(operation, user)
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.headers.has('x-access-token')).toBe('x-access-token' in (successOf(operation)?.headers ?? {}))
  })

  it.each([
    ['a token', 'token_missing', () => ({})],
    ['a token that is ours', 'token_invalid', () => ({ 'x-access-token': 'nonsense' })],
    ['an access token', 'token_invalid', ({ refreshToken }: SignedIn) => ({ 'x-access-token': refreshToken })],
  ])('demands %s', async (_, code, headers) => {
    const user = await registered()
    const answer = await succeed(operation, user, headers(user))
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.body.code).toBe(code)
  })
})

describe.each(operations.filter(({ isAuthenticated }) => !isAuthenticated))('$id ($route)', (operation) => {
  it('works without a token', async () => {
    expect((await succeed(operation, await registered(), {})).status).toBe(operation.success)
  })

  it('does not mind a bad token, as a client may send with every call', async () => {
    const answer = await succeed(operation, await registered(), { 'x-access-token': 'nonsense' })
    expect(answer.status).toBe(operation.success)
  })
})

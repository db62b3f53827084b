import { describe, expect, it } from 'vitest'
import { call } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

const profile = (headers: Record<string, string>) => call('/users/profile', { headers })

describe('an access token', () => {
  it('is taken raw from x-access-token', async () => {
    const { token } = await registerUser()
    expect((await profile({ 'x-access-token': token })).status).toBe(200)
    expect((await profile({ 'X-Access-Token': ` ${token} ` })).status).toBe(200)
  })

  it('is taken from Authorization: Bearer, however that is written', async () => {
    const { token } = await registerUser()
    for (const value of [`Bearer ${token}`, `bearer ${token}`, `BEARER   ${token} `]) {
      expect((await profile({ authorization: value })).status).toBe(200)
    }
  })

  it('is taken from both if they are equal', async () => {
    const { token } = await registerUser()
    expect((await profile({ 'x-access-token': token, authorization: `Bearer ${token}` })).status).toBe(200)
  })

  it('is taken from x-access-token beside credentials of another scheme', async () => {
    const { token } = await registerUser()
    expect((await profile({ 'x-access-token': token, authorization: 'Basic dTpw' })).status).toBe(200)
  })

  it('is missing without either, and with nothing in them', async () => {
    const { token } = await registerUser()
    const none = [
      {},
      { 'x-access-token': '' },
      { 'x-access-token': ' ' },
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer ' },
      { authorization: 'Basic dTpw' },
      { authorization: `Basic ${token}` },
      { authorization: token },
      { authorization: `Token ${token}` },
      { authorization: `Bearer${token}` },
    ]
    for (const headers of none) {
      const answer = await profile(headers)
      expect(answer, JSON.stringify(headers)).toMatchObject({ status: 401, body: { code: 'token_missing' } })
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    }
  })

  it('is not taken from a query, a body or a cookie: those are logged, cached and sent by browsers unasked', async () => {
    const { token } = await registerUser()
    const answers = [
      await call(`/users/profile?access_token=${token}&x-access-token=${token}`),
      await call('/users/profile', { method: 'PUT', body: { access_token: token, token, name: 'Robin' } }),
      await profile({ cookie: `access_token=${token}; x-access-token=${token}` }),
    ]
    for (const answer of answers) expect(answer.body.code).toBe('token_missing')
  })

  it('is invalid with something before or after it', async () => {
    const { token } = await registerUser()
    const values = [{ 'x-access-token': `Bearer ${token}` }, { authorization: `Bearer ${token} x` }]
    for (const headers of values) expect((await profile(headers)).body.code).toBe('token_invalid')
  })
})

describe('a 401', () => {
  it('carries a challenge, with the error only where a token was sent (RFC 6750 §3)', async () => {
    const { email, token, refreshToken } = await registerUser()
    const refresh = (body: object) => call('/users/token/refresh', { body })
    await refresh({ refreshToken })
    const challenges = {
      token_missing: await call('/users/profile'),
      invalid_credentials: await call('/users/login', { body: { email, password: 'wrong' } }),
      token_invalid: await call('/users/profile', { token: 'x' }),
    }
    for (const [code, { status, headers, body }] of Object.entries(challenges)) {
      expect({ status, code: body.code }).toEqual({ status: 401, code })
      const expected = code === 'token_invalid' ? 'Bearer error="invalid_token"' : 'Bearer'
      expect(headers.get('www-authenticate')).toBe(expected)
    }
    await call('/users/logout', { method: 'POST', token })
    const ended = await call('/users/profile', { token })
    expect(ended.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    const endedRefresh = await refresh({ refreshToken })
    expect(endedRefresh).toMatchObject({ status: 401, body: { code: 'session_ended' } })
    expect(endedRefresh.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })
})

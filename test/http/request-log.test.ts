import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, DAY, stopClock } from '../support/clock.ts'
import { expectLogs, logged, loggedText } from '../support/logs.ts'
import { call, serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const lastLine = () => logged('request').at(-1)

describe('the request log', () => {
  it('is one line a request, with exactly these members', async () => {
    const answer = await call('/health')
    expect(logged('request')).toEqual([
      {
        level: 'info',
        event: 'request',
        method: 'GET',
        route: '/health',
        status: 200,
        durationMs: expect.any(Number),
        requestId: answer.headers.get('x-request-id'),
      },
    ])
  })

  it('names the deployed version, as every line does', async () => {
    const { CF_VERSION_METADATA } = env
    expect(CF_VERSION_METADATA.id).not.toBe('')
    await call('/health')
    expect(JSON.parse(loggedText())).toMatchObject({ event: 'request', deployment: CF_VERSION_METADATA.id })
  })

  it('names the user where a token did', async () => {
    const { _id, token } = await registerUser()
    await call('/users/profile', { token })
    expect(Object.keys(lastLine() ?? {})).toEqual([
      'level',
      'event',
      'method',
      'route',
      'status',
      'durationMs',
      'requestId',
      'userId',
    ])
    expect(lastLine()).toMatchObject({ method: 'GET', route: '/users/profile', status: 200, userId: _id })
  })

  it('has the code of a failure', async () => {
    const { token, _id } = await registerUser()
    await call('/users/profile', { method: 'PUT', token, body: { name: 5 } })
    expect(lastLine()).toMatchObject({ method: 'PUT', status: 400, code: 'invalid_request', userId: _id })
    await call('/users/profile', { token: 'x' })
    expect(lastLine()).toMatchObject({ method: 'GET', route: '/users/profile', status: 401, code: 'token_invalid' })
    expect(lastLine()).not.toHaveProperty('userId')
    await call('/users/login', { method: 'PUT' })
    expect(lastLine()).toMatchObject({ method: 'PUT', status: 405, code: 'method_not_allowed' })
    await call('/account/delete', { body: {} })
    expect(lastLine()).toMatchObject({ method: 'POST', status: 400, code: 'invalid_request' })
    await call('/somewhere/else')
    expect(lastLine()).toMatchObject({ method: 'GET', status: 404, code: 'not_found' })
  })

  it('has the pattern of the route and never the path: that may hold anything', async () => {
    await call('/users/profile/public/somebodys-id')
    expect(lastLine()).toMatchObject({ route: '/users/profile/public/:userId', status: 404, code: 'user_not_found' })
    await call('/users/login/code', { body: {} })
    expect(lastLine()).toMatchObject({ route: '/users/login/code', status: 400 }) // and not that of the providers
    await call('/reset-link/s3cr3t')
    expect(loggedText()).not.toContain('somebodys-id')
    expect(loggedText()).not.toContain('s3cr3t')
  })

  it('tells how long the request took', async () => {
    stopClock()
    const service = serviceWith({
      ASSETS: {
        fetch: async () => {
          advance(1_234)
          return Response.json({ openapi: '3.1.0' })
        },
      },
    })
    await service('/openapi.json')
    expect(lastLine()).toMatchObject({ durationMs: 1_234 })
  })
})

describe('no log line holds', () => {
  it('a token, an email, a password, a name or a query, of whatever succeeds or fails', async () => {
    const { token, refreshToken } = await registerUser({ email: 'private@example.com', name: 'Private-Name' })
    const secrets = [
      token,
      refreshToken,
      token.slice(token.lastIndexOf('.')),
      refreshToken.slice(refreshToken.lastIndexOf('.')),
      'private@example.com',
      'private',
      PASSWORD,
      'Private-Name',
      'query-value',
      'agent-value',
    ]
    const query = '?token=query-value&email=private@example.com'
    const headers = { 'user-agent': 'agent-value', referer: 'https://x.io/query-value', 'x-request-id': token }
    await call(`/users/profile${query}`, { token, headers })
    await call(`/users/profile${query}`, { token: `${token}x`, headers })
    await call(`/users/profile${query}`, { token: refreshToken, headers })
    await call(`/users/profile${query}`, { method: 'PUT', token, headers, body: { name: 'Private-Name', bio: 5 } })
    await call(`/private${query}`, { token, headers })
    await call(`/users/login${query}`, { headers, body: { email: 'private@example.com', password: PASSWORD } })
    await call(`/users/login${query}`, { headers, body: { email: 'private@example.com', password: `${PASSWORD}x` } })
    await call(`/users/login${query}`, { headers, body: `{"email": "private@example.com", "password": "${PASSWORD}` })
    const { body } = await call(`/users/token/refresh${query}`, { headers, body: { refreshToken } })
    secrets.push(body.data.token, body.data.refreshToken)
    await call(`/users/token/refresh${query}`, { headers, body: { refreshToken: token } })
    advance(6 * DAY) // the access token renews itself
    const renewed = await call(`/users/profile${query}`, { token: body.data.token, headers })
    secrets.push(renewed.headers.get('x-access-token') ?? '')
    expect(logged('request')).toHaveLength(12)
    for (const secret of secrets) {
      expect(secret).not.toBe('')
      expect(loggedText()).not.toContain(secret)
    }
  })

  it('the value of a wrong setting', async () => {
    expectLogs('misconfigured')
    await serviceWith({ JWT_KEYS: 's3cr3t' })('/health')
    expect(logged('misconfigured')).toHaveLength(1)
    expect(loggedText()).not.toContain('s3cr3t')
  })
})

import { describe, expect, it } from 'vitest'
import { uploaded } from '../support/avatars.ts'
import { sendRaw } from '../support/raw-request.ts'
import { call } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

// What each address takes is in test/contract/failures.test.ts.

describe('a method that an address does not take', () => {
  it('is 405 with what it takes in Allow', async () => {
    for (const address of ['/users/profile', '/users/profile/']) {
      const { status, headers, body } = await call(address, { method: 'DELETE' })
      expect(status).toBe(405)
      expect(headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'PATCH', 'PUT'])
      expect(body).toEqual({
        title: 'Method Not Allowed',
        status: 405,
        code: 'method_not_allowed',
        message: 'This address does not take this method.',
        requestId: headers.get('x-request-id'),
      })
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    }
  })

  it('needs no token: it is no secret', async () => {
    const { token } = await registerUser()
    expect((await call('/users/profile', { method: 'DELETE' })).status).toBe(405)
    expect((await call('/users/profile', { method: 'DELETE', token })).status).toBe(405)
  })
})

describe('HEAD', () => {
  it('answers as GET does, without the body', async () => {
    const { _id, token } = await registerUser()
    const avatar = await uploaded(token)
    for (const path of [
      `/users/profile/public/${_id}`,
      '/users/profile',
      avatar,
      '/health',
      '/.well-known/jwks.json',
    ]) {
      const headers = { 'x-access-token': token }
      const [get, head] = [await sendRaw(path, { headers }), await sendRaw(path, { method: 'HEAD', headers })]
      expect(head.status).toBe(200)
      expect((await head.bytes()).length).toBe(0)
      expect((await get.bytes()).length).toBeGreaterThan(0)
      for (const name of ['content-type', 'cache-control']) expect(head.headers.get(name)).toBe(get.headers.get(name))
    }
    expect((await sendRaw('/users/profile', { method: 'HEAD' })).status).toBe(401)
    expect((await sendRaw('/nowhere', { method: 'HEAD' })).status).toBe(404)
  })
})

describe('a trailing slash', () => {
  it('may have a query behind it', async () => {
    expect((await call('/health/?x=1')).status).toBe(200)
  })

  it('does not turn an unknown path into a known one', async () => {
    expect((await call('/users/profile/public/')).status).toBe(404)
    expect((await call('/users/login///', { body: {} })).status).toBe(404)
  })
})

describe('an unknown address', () => {
  it('is 404 in the shape of every failure', async () => {
    const { status, headers, body } = await call('/nowhere')
    expect(status).toBe(404)
    expect(body).toEqual({
      title: 'Not Found',
      status: 404,
      code: 'not_found',
      message: 'There is nothing at this address.',
      requestId: headers.get('x-request-id'),
    })
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  })
})

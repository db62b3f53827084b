import { describe, expect, it } from 'vitest'
import { everyRoute, exampleCall } from '../support/every-route.ts'
import { sendRaw } from '../support/raw-request.ts'
import { call, serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

const ALLOWED: [string, string, string[]][] = [
  ['/users/register', 'GET', ['POST']],
  ['/users/login', 'GET', ['POST']],
  ['/users/login', 'DELETE', ['POST']],
  ['/users/login', 'PROPFIND', ['POST']],
  ['/users/profile', 'DELETE', ['GET', 'HEAD', 'PATCH', 'PUT']],
  ['/users/profile', 'POST', ['GET', 'HEAD', 'PATCH', 'PUT']],
  ['/users/profile/public/somebody', 'PUT', ['GET', 'HEAD']],
  ['/users/token/refresh', 'GET', ['POST']],
  ['/users/logout', 'GET', ['POST']],
  ['/.well-known/jwks.json', 'POST', ['GET', 'HEAD']],
  ['/health', 'DELETE', ['GET', 'HEAD']],
]

describe('a method that an address does not take', () => {
  for (const [path, method, allowed] of ALLOWED) {
    for (const address of [path, `${path}/`]) {
      it(`${method} ${address} is 405 with what it takes in Allow`, async () => {
        const { status, headers, body } = await call(address, { method })
        expect(status).toBe(405)
        expect(headers.get('allow')?.split(', ').sort()).toEqual(allowed)
        expect(body).toEqual({
          title: 'Method Not Allowed',
          status: 405,
          code: 'method_not_allowed',
          message: 'This address does not take this method.',
          requestId: headers.get('x-request-id'),
        })
        expect(headers.get('content-type')).toBe('application/problem+json')
      })
    }
  }

  it('needs no token: it is no secret', async () => {
    const { token } = await registerUser()
    expect((await call('/users/profile', { method: 'DELETE' })).status).toBe(405)
    expect((await call('/users/profile', { method: 'DELETE', token })).status).toBe(405)
  })

  it('HEAD is one for an address without GET', async () => {
    const response = await sendRaw('/users/login', { method: 'HEAD' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
    expect(await response.text()).toBe('')
  })
})

describe('HEAD', () => {
  it('answers as GET does, without the body', async () => {
    const { _id, token } = await registerUser()
    for (const path of [`/users/profile/public/${_id}`, '/users/profile', '/health', '/.well-known/jwks.json']) {
      const headers = { 'x-access-token': token }
      const [get, head] = [await sendRaw(path, { headers }), await sendRaw(path, { method: 'HEAD', headers })]
      expect(head.status).toBe(200)
      expect(await head.text()).toBe('')
      expect(await get.text()).not.toBe('')
      for (const name of ['content-type', 'cache-control']) expect(head.headers.get(name)).toBe(get.headers.get(name))
    }
    expect((await sendRaw('/users/profile', { method: 'HEAD' })).status).toBe(401)
    expect((await sendRaw('/nowhere', { method: 'HEAD' })).status).toBe(404)
  })
})

describe('a trailing slash', () => {
  for (const route of everyRoute) {
    it(`is taken by ${route}`, async () => {
      const { path, call, settings } = await exampleCall(route)
      expect((await serviceWith(settings)(`${path}/`, call)).status).toBeLessThan(300)
    })
  }

  it('may have a query behind it', async () => {
    expect((await call('/health/?x=1')).status).toBe(200)
  })

  it('does not turn an unknown path into a known one', async () => {
    expect((await call('/users/profile/public/')).status).toBe(404)
    expect((await call('/users/login///', { body: {} })).status).toBe(404)
  })
})

describe('an unknown address', () => {
  for (const [method, path] of [
    ['GET', '/nowhere'],
    ['POST', '/nowhere/'],
    ['GET', '/users'],
    ['GET', '/users/profile/extra'],
    ['GET', '/USERS/PROFILE'],
    ['GET', '/users/profile/public/a/b'],
    ['GET', '/%2e%2e/%2e%2e/etc/passwd'],
    ['GET', '/users/%00'],
    ['GET', '/users/%ff'],
  ] as const) {
    it(`${method} ${path} is 404 in the shape of every failure`, async () => {
      const { status, headers, body } = await call(path, { method })
      expect(status).toBe(404)
      expect(body).toEqual({
        title: 'Not Found',
        status: 404,
        code: 'not_found',
        message: 'There is nothing at this address.',
        requestId: headers.get('x-request-id'),
      })
      expect(headers.get('content-type')).toBe('application/problem+json')
    })
  }
})

import { describe, expect, it } from 'vitest'
import { call, serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

const APP = 'https://app.example.com'
const ADMIN = 'https://admin.example.com'
const IN_APP = 'capacitor://localhost' // of a page that an app brings along
const STRANGER = 'https://attacker.example'

const preflight = (origin: string, service = call, path = '/users/profile') =>
  service(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type,x-access-token',
    },
  })

const names = (list: string | null): string[] => list?.split(',').map((name) => name.trim().toLowerCase()) ?? []

describe('CORS for every origin, the default', () => {
  it('lets a preflight pass, and be cached', async () => {
    const { status, headers, body } = await preflight(APP)
    expect(status).toBe(204)
    expect(body).toBe('')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThanOrEqual(600)
    expect(names(headers.get('access-control-allow-methods'))).toEqual(
      expect.arrayContaining(['get', 'head', 'post', 'put', 'patch', 'delete']),
    )
    expect(names(headers.get('access-control-allow-headers'))).toEqual(
      expect.arrayContaining(['content-type', 'authorization', 'x-access-token', 'x-d1-bookmark', 'x-request-id']),
    )
  })

  it('lets pages read what clients need from the headers', async () => {
    const { token } = await registerUser()
    const { headers } = await call('/users/profile', { token, headers: { origin: APP } })
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(names(headers.get('access-control-expose-headers'))).toEqual(
      expect.arrayContaining([
        'x-access-token',
        'x-d1-bookmark',
        'x-request-id',
        'retry-after',
        'www-authenticate',
        'allow',
      ]),
    )
  })

  it('lets pages read failures too', async () => {
    const failures = [
      await call('/users/profile', { headers: { origin: APP } }),
      await call('/users/login', { headers: { origin: APP }, body: {} }),
      await call('/nowhere', { headers: { origin: APP } }),
      await call('/users/login', { method: 'PUT', headers: { origin: APP } }),
    ]
    expect(failures.map(({ status }) => status)).toEqual([401, 400, 404, 405])
    for (const { headers } of failures) {
      expect(headers.get('access-control-allow-origin')).toBe('*')
      expect(names(headers.get('access-control-expose-headers'))).toContain('www-authenticate')
    }
  })

  it('is never with credentials: no cookies are used', async () => {
    expect((await preflight(APP)).headers.has('access-control-allow-credentials')).toBe(false)
    expect((await call('/health', { headers: { origin: APP } })).headers.has('access-control-allow-credentials')).toBe(
      false,
    )
  })
})

describe('CORS for a list of origins', () => {
  const listed = serviceWith({ CORS_ORIGINS: ` ${APP} , ${ADMIN}/,${IN_APP}` })

  it('names the one that asks, in the preflight and after', async () => {
    for (const origin of [APP, ADMIN, IN_APP]) {
      expect((await preflight(origin, listed)).headers.get('access-control-allow-origin')).toBe(origin)
      const { headers } = await listed('/health', { headers: { origin } })
      expect(headers.get('access-control-allow-origin')).toBe(origin)
      expect(names(headers.get('vary'))).toContain('origin')
    }
  })

  const strangers = [
    STRANGER,
    'null',
    `${APP}.attacker.example`,
    'https://app.example.co',
    'http://app.example.com',
    '*',
  ]
  for (const origin of strangers) {
    it(`names nobody to ${origin}`, async () => {
      expect((await preflight(origin, listed)).headers.has('access-control-allow-origin')).toBe(false)
      const { status, headers } = await listed('/health', { headers: { origin } })
      expect(status).toBe(200) // who may read it is for browsers to enforce
      expect(headers.has('access-control-allow-origin')).toBe(false)
      expect(names(headers.get('vary'))).toContain('origin') // or a cache would give it to the app
    })
  }

  it('answers a native app, which has no origin', async () => {
    const { status, headers } = await listed('/health')
    expect(status).toBe(200)
    expect(headers.has('access-control-allow-origin')).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { skipBackoff } from '../support/backoff.ts'
import { interceptD1 } from '../support/d1.ts'
import { expectLogs, loggedText } from '../support/logs.ts'
import { sendRaw } from '../support/raw-request.ts'
import { exampleOf } from '../support/routes/example.ts'
import { type Answer, call } from '../support/service.ts'
import { breaches } from './breaches.ts'
import { type Operation, operationOf, operations, unlisted } from './document.ts'
import { documentedRoutes } from './documented-routes.ts'

describe('an address that nobody listed', () => {
  it.each([
    '/nowhere',
    '/users',
    '/users/',
    '/users/profiles',
    '/users/profile/public',
    '/users/profile/public/',
    '/users/profile/public/1/2',
    '/users/profile/public//',
    '/Users/Profiles',
    '/users//profile',
    '//users/profile',
    '/users/profile;x=1',
    '/users/profile%2fpublic/1',
    '/users/%E0%A4%A',
    '/%00',
    '/users/%00',
    '/users/%ff',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/%',
    '/ü/😀',
    '/openapi.yaml',
    '/public/openapi.json',
    '/index.html',
    '/.env',
    '/.well-known',
    '/.well-known/jwks.json/x',
    '/__proto__',
    '/constructor',
    `/${'x'.repeat(4_000)}`,
  ])('is not found: %s', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await call(path, { method, token: 'nonsense' })
      expect(breaches(unlisted, answer)).toEqual([])
      expect(answer.body.code).toBe('not_found')
    }
  })

  it.each(['%E0%A4%A', '%', '%00', '..%2f..%2fusers', "'%20OR%201=1--", 'x'.repeat(4_000), '😀', '__proto__'])(
    'is a user who is not there: %s',
    async (id) => {
      const operation = operationOf('getPublicProfile')
      const answer = await call(`/users/profile/public/${id}`)
      expect(breaches(operation, answer)).toEqual([])
      expect(answer.body.code).toBe('user_not_found')
    },
  )
})

describe('a method that an address does not take', () => {
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'PROPFIND']
  const methodsOf = Map.groupBy(operations, ({ route }) => route.slice(route.indexOf('/')))
  /** Whether a path is one that this pattern stands for, too: `options` may be the id of a passkey. */
  const isOf = (pattern: string, path: string) => new RegExp(`^${pattern.replaceAll(/:[^/]+/g, '[^/]+')}$`).test(path)
  const addresses = [...methodsOf.keys()].map((path): [string, string[]] => {
    const listed = operations.filter(({ route }) => isOf(route.slice(route.indexOf('/')), path))
    const methods = [...new Set(listed.map(({ method }) => method))]
    return [path, methods.includes('GET') ? [...methods, 'HEAD'] : methods]
  })
  it.each(addresses)('is refused, with those that it takes: %s', async (path, allowed) => {
    for (const method of METHODS.filter((each) => !allowed.includes(each))) {
      for (const address of [path, `${path}/`]) {
        const { status, headers } = await sendRaw(address, { method })
        expect(status, method).toBe(405)
        expect(headers.get('allow')?.split(', ').sort()).toEqual([...allowed].sort())
        if (method === 'HEAD') continue // has no body to be compared
        expect(breaches(unlisted, await call(address, { method, token: 'nonsense' }))).toEqual([])
      }
    }
  })

  it.each(addresses.filter(([, allowed]) => allowed.includes('HEAD')))(
    'is not HEAD, where it takes GET: %s',
    async (path) => {
      const head = await sendRaw(path, { method: 'HEAD' })
      expect(head.status).toBe((await sendRaw(path)).status)
      expect(await head.text()).toBe('')
    },
  )
})

describe.each(documentedRoutes)('$id ($route)', ({ operation, ...route }) => {
  /** Makes the call that succeeds to a service that is not well. */
  const callOn = async (sick: Record<string, unknown>): Promise<Answer> => (await exampleOf(route)).send({}, sick)
  const fails = (answer: Answer, code: string) => {
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.body.code).toBe(code)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
  const breakDatabase = async (error: string) => {
    skipBackoff()
    const DB = interceptD1(() => Promise.reject(new Error(error)))
    return callOn({ DB })
  }

  it('says so when the service is set up wrongly', async () => {
    expectLogs('misconfigured')
    fails(await callOn({ JWT_KEYS: '{"keys":[]}' }), 'misconfigured')
  })

  it.each([
    ['mail', { MAIL_FROM: '' }, 'mail_not_configured'],
    ['a provider', { APPLE_CLIENT_IDS: '', GOOGLE_CLIENT_IDS: '' }, 'provider_not_configured'],
  ])('says so when it needs %s and the service is not set up for that', async (_, settings, code) => {
    const answer = await callOn(settings)
    const isNeeded = codesOf(operation, 501).includes(code) && operation.id !== 'deleteAccount' // it takes a password, too
    if (isNeeded) fails(answer, code)
    else expect(answer.status).toBe(route.success)
  })

  it('says that it is unavailable when the database is', async () => {
    const answer = await breakDatabase('D1_ERROR: Network connection lost.')
    if (route.database === 'none') expect(answer.status).toBe(route.success)
    else fails(answer, 'unavailable')
  })

  it('shows nothing of an error that nobody expected', async () => {
    expectLogs('internal_error')
    const answer = await breakDatabase('SELECT secret FROM users')
    if (route.database === 'none') expect(answer.status).toBe(route.success)
    else fails(answer, 'internal_error')
    expect(JSON.stringify(answer.body) + loggedText()).not.toContain('secret FROM')
  })
})

/** The codes that the document has for a status of this operation. */
const codesOf = ({ responses }: Operation, status: number): string[] =>
  Object.values(responses[status]?.content ?? {}).flatMap(({ examples = {} }) => Object.keys(examples))

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { readState, writeState } from '../faults/state.ts'
import type { Answer } from '../support/service.ts'
import { registerUser } from '../support/users.ts'
import { anyJson, anyText, CANARY, headerText, RUNS, TIMEOUT_MS } from './arbitraries.ts'
import { expectProblem } from './failure-shape.ts'
import { leakCheckFor } from './secrets.ts'
import { send } from './send.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'PROPFIND', 'PURGE', 'get']

const PATTERNS = [...new Set(app.routes.map(({ path }) => path).filter((path) => !path.includes('*')))]

const segment = fc.oneof(
  anyText.map((text) => encodeURIComponent(text.toWellFormed())),
  anyText,
  fc.constantFrom('.', '..', '%', '%2f', '%00', '%c0%af', '%ed%a0%80', '', CANARY),
)

/** The path of a route with anything in the place of its parameters, or any path. */
const anyPath = fc
  .oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...PATTERNS), segment, fc.constantFrom('', '', '/', '//', '/x')) },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constant('/:any'),
        fc.array(segment).map((all) => all.join('/')),
        fc.constant(''),
      ),
    },
  )
  .map(([pattern, text, end]) => pattern.replaceAll(/:\w+/g, () => text) + end)

const anyQuery = fc.oneof(
  fc.constant(''),
  fc
    .dictionary(fc.constantFrom('cursor', 'code', 'user', 'email', 'x'), anyText, { maxKeys: 3 })
    .map((query) => `?${new URLSearchParams(query)}`),
  anyText.map((text) => `?${text}`),
)

const HEADERS = [
  'accept',
  'accept-language',
  'authorization',
  'cf-connecting-ip',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'if-none-match',
  'origin',
  'range',
  'access-control-request-method',
  'access-control-request-headers',
  'user-agent',
  'x-access-token',
  'x-d1-bookmark',
  'x-http-method-override',
]

const FUTURE_BOOKMARK = `${'f'.repeat(8)}-${'f'.repeat(8)}-${'f'.repeat(8)}-${'f'.repeat(32)}`

const anyHeaders = fc.dictionary(fc.constantFrom(...HEADERS), fc.oneof(headerText, fc.constant(FUTURE_BOOKMARK)), {
  maxKeys: 4,
})

const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'APPLICATION/JSON ; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'application/problem+json',
]

const anyBody = fc.oneof(
  anyJson.map((value) => JSON.stringify(value)),
  anyText,
  fc.dictionary(anyText, anyText, { maxKeys: 4 }).map((form) => String(new URLSearchParams(form))),
  fc.constantFrom(
    '{',
    '[',
    '"',
    'null',
    '{}',
    '{"a":1}x',
    '{"email":"a@b.c","email":1}',
    '%',
    'a=%c3%28&b=1',
    '[['.repeat(3_000),
  ),
)

const anyCall = fc.record({
  method: fc.constantFrom(...METHODS),
  path: fc.tuple(anyPath, anyQuery).map((parts) => parts.join('')),
  headers: anyHeaders,
  contentType: fc.option(fc.constantFrom(...CONTENT_TYPES), { nil: undefined }),
  isSignedIn: fc.boolean(),
  body: anyBody,
})

const NOT_CONFIGURED = 501 // what is off, which is said in the same shape

const isPage = (path: string) => path.startsWith('/account/')

describe('any request', () => {
  it('fails in one shape, never by our fault, and gives nothing away', { timeout: TIMEOUT_MS }, async () => {
    const user = await registerUser()
    const before = await readState()
    const expectNoLeak = await leakCheckFor(user)
    await fc.assert(
      fc.asyncProperty(anyCall, async ({ method, path, headers, contentType, isSignedIn, body }) => {
        const answer = await send(path, {
          method,
          headers: {
            ...headers,
            ...(contentType && { 'content-type': contentType }),
            ...(isSignedIn && { 'x-access-token': user.token }),
          },
          ...(!['GET', 'HEAD', 'get'].includes(method) && { body }),
        })
        expectAnswer(answer, { method, path })
        if (!isPage(path)) expectNoLeak(answer) // a page shows what was typed
        if (answer.status < 300) await writeState(before)
      }),
      { numRuns: 8 * RUNS },
    )
  })
})

function expectAnswer(answer: Answer, { method, path }: { method: string; path: string }): void {
  const { status, headers, body } = answer
  if (status !== NOT_CONFIGURED) expect(status).toBeLessThan(500)
  if (status < 400) return
  const isHtml = headers.get('content-type')?.startsWith('text/html') ?? false
  if (method === 'HEAD') expect(body).toBe('')
  else if (isHtml) expect(isPage(path)).toBe(true)
  else expectProblem(answer)
}

import { describe, expect, it } from 'vitest'
import german from '../../locales/de.json' with { type: 'json' }
import { PASSWORD } from '../../test/support/users.ts'
import { LatchkeyError } from '../index.ts'
import { answer, openPhone, problem, sendToService } from './support/phone.ts'

/** What a call of a service that answers so fails with. */
async function failureOf(fetch: Parameters<typeof openPhone>[0] & object): Promise<LatchkeyError> {
  const failure: unknown = await openPhone(fetch)
    .client.getHealth()
    .catch((error) => error)
  if (failure instanceof LatchkeyError) return failure
  throw new Error(`no LatchkeyError: ${failure}`)
}

describe('a problem of the service', () => {
  it('arrives as an error with its code, status, message, request id and wrong fields', async () => {
    const { client } = openPhone()
    const failure: LatchkeyError = await client.register({ name: '', email: 'x', password: PASSWORD }).catch((e) => e)
    expect(failure).toBeInstanceOf(LatchkeyError)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).toMatchObject({
      name: 'LatchkeyError',
      code: 'invalid_request',
      status: 400,
      message: 'Some fields are missing or wrong.',
      requestId: expect.stringMatching(/./),
      retryAfter: undefined,
    })
    expect(failure.errors).toEqual([
      { path: 'name', message: 'must not be empty' },
      { path: 'email', message: 'must be an email address' },
    ])
  })

  it('is in the language that the app asks for, which may change from call to call', async () => {
    let language: string | undefined = 'de'
    const { client } = openPhone({ language: () => language })
    const messageOf = async () => (await client.getPublicProfile('nobody').catch((error) => error)).message
    expect(await messageOf()).toBe(german['problem.user_not_found'])
    language = undefined
    expect(await messageOf()).toBe('There is no such user.')
  })

  it('has the request id of the header, where the body has none', async () => {
    const fetch = async () => problem(500, 'internal_error', { requestId: undefined }, { 'x-request-id': 'r2' })
    expect((await failureOf({ fetch })).requestId).toBe('r2')
  })

  it('names no field where none is wrong', async () => {
    const { client } = openPhone({ fetch: sendToService })
    await expect(client.getPublicProfile('nobody')).rejects.toMatchObject({ code: 'user_not_found', errors: [] })
  })

  it.each([
    ['2', 2],
    ['60', 60],
    ['0', 0],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['', undefined],
    ['-1', undefined],
  ])('says how long to wait: %s', async (header, expected) => {
    const fetch = async () => problem(503, 'unavailable', {}, header ? { 'retry-after': header } : {})
    expect((await failureOf({ fetch })).retryAfter).toBe(expected)
  })

  it('is one whatever parameters its content type has', async () => {
    const headers = { 'content-type': 'Application/Problem+JSON; charset=utf-8' }
    expect((await failureOf({ fetch: async () => problem(503, 'unavailable', {}, headers) })).code).toBe('unavailable')
  })

  it('of a newer service keeps its code, though this client does not know it', async () => {
    expect((await failureOf({ fetch: async () => problem(418, 'i_am_a_teapot') })).code).toBe('i_am_a_teapot')
  })
})

describe('no answer of the service', () => {
  it('is a network error, with what the platform says as its cause', async () => {
    const cause = new TypeError('Network request failed')
    const failure = await failureOf({ fetch: () => Promise.reject(cause) })
    expect(failure).toMatchObject({ code: 'network_error', status: 0, requestId: undefined, errors: [] })
    expect(failure.cause).toBe(cause)
  })

  it('is a network error when a fetch throws at once', async () => {
    const fetch = () => {
      throw new TypeError('Invalid URL')
    }
    expect((await failureOf({ fetch })).code).toBe('network_error')
  })

  it.each<[string, number, unknown]>([
    ['a page that says everything is fine', 200, '<h1>Welcome</h1>'],
    ['a page of a proxy', 502, '<h1>Bad gateway</h1>'],
    ['JSON of somebody else', 404, { error: 'Not found' }],
    ['JSON that is no object', 500, '"oops"'],
    ['null', 200, 'null'],
    ['an empty failure', 500, ''],
    ['a redirect that was not followed', 302, ''],
    ['a redirect that says something', 302, { data: {} }],
  ])('is unexpected: %s', async (_, status, body) => {
    const fetch = async () => answer(status, body, { 'x-request-id': 'r1' })
    expect(await failureOf({ fetch })).toMatchObject({ code: 'unexpected_answer', status })
  })

  it.each<[string, Parameters<typeof problem>]>([
    ["a proxy's JSON with a code of its own", [403, 'forbidden', {}, { 'content-type': 'application/json' }]],
    ['a problem whose code is a number', [403, '', { code: 1015 }]],
    ['a problem without a code', [403, '', { code: undefined }]],
    ['a problem whose errors are no list', [400, 'invalid_request', { errors: { email: 'is wrong' } }]],
  ])('is unexpected: %s', async (_, details) => {
    const fetch = async () => problem(...details)
    expect(await failureOf({ fetch })).toMatchObject({ code: 'unexpected_answer', status: details[0] })
  })
})

it('a body that cannot be JSON is no network error', async () => {
  const { client, requests } = openPhone()
  const circular: { name: string; self?: object } = { name: 'Robin' }
  circular.self = circular
  await expect(client.login(circular as any)).rejects.toThrow(TypeError)
  expect(requests).toEqual([])
})

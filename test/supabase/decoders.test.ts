import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { callOf } from '../../src/supabase/calls.ts'
import { serviceWith } from '../support/service.ts'
import { PASSWORD } from '../support/users.ts'
import { everyCall } from './calls/index.ts'
import { dart } from './decoders/dart.ts'
import { javascript } from './decoders/javascript.ts'
import { kotlin } from './decoders/kotlin.ts'
import { swift } from './decoders/swift.ts'
import type { Decoder } from './support/decoder.ts'
import { type Face, face, faceOf, SETTINGS, signUp } from './support/face.ts'

// Every SDK, read from its source, reads every answer: what one of them fails on would end a session or crash an app.

const DECODERS: Record<string, Decoder> = { javascript, swift, kotlin, dart }

function expectRead(schema: v.GenericSchema, answer: unknown, what: string): void {
  const { issues } = v.safeParse(schema, answer)
  expect(issues && v.flatten(issues as [v.BaseIssue<unknown>]), `${what}: ${JSON.stringify(answer)}`).toBeUndefined()
}

/** The claims of a token that was signed a moment ago. */
const claimsOf = (token: string): unknown =>
  JSON.parse(atob(token.split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/') ?? ''))

/** What an SDK reads of an answer, and of the token in it. */
function expectReadBy(sdk: string, shape: string, body: any): void {
  const { answers, claims } = DECODERS[sdk] as Decoder
  const schema = answers[shape]
  if (schema) expectRead(schema, body, `${sdk} reads a ${shape}`)
  if (body?.access_token) expectRead(claims, claimsOf(body.access_token), `${sdk} reads the token`)
}

describe.each(everyCall)('the answer of $sdk ($wire)', ({ arrange, settings, wire }) => {
  it('is read by every SDK', async () => {
    const service = serviceWith({ ...SETTINGS, ...settings })
    const { body, headers } = await (await arrange(faceOf(service), service))(faceOf(service))
    const { answer } = callOf(wire)
    const shape = answer !== 'user or session' ? answer : 'access_token' in body ? 'session' : 'user'
    expect(Object.keys(javascript.answers)).toContain(shape)
    for (const sdk of Object.keys(DECODERS)) expectReadBy(sdk, shape, body)
    if (shape === 'users') expectPages(headers)
  })
})

/** The pages as Swift reads them, which ends the app over a link of another form: the number is behind the first `=`. */
function expectPages(headers: Headers): void {
  expect(headers.get('x-total-count')).toMatch(/^\d+$/)
  for (const link of headers.get('link')?.split(',') ?? []) {
    const [target = '', relation = ''] = link.split(';')
    expect(target.split('=')[1]).toMatch(/^\d+/)
    expect(relation.split('=')[1]).toMatch(/^"(next|last)"$/)
  }
}

describe.each(Object.keys(DECODERS))('%s', (sdk) => {
  it('reads a person and a guest', async () => {
    expectReadBy(sdk, 'session', (await signUp()).session)
    expectReadBy(sdk, 'session', (await face('/signup', { body: { data: { colour: 'red' } } })).body)
  })

  it('refuses answers that its sources cannot read', async () => {
    const { session } = await signUp()
    const { answers, claims, error } = DECODERS[sdk] as Decoder
    const schema = answers.session as v.GenericSchema
    const isRead = (answer: unknown) => v.is(schema, answer)
    expect(isRead(session)).toBe(true)
    expect(isRead({ ...session, access_token: undefined })).toBe(false)
    expect(isRead({ ...session, expires_in: '3600' })).toBe(false)
    expect(isRead({ ...session, user: { ...session.user, id: undefined } })).toBe(false)
    expect(isRead({ ...session, user: { ...session.user, created_at: 1_700_000_000 } })).toBe(false)
    expect(v.is(claims, { ...(claimsOf(session.access_token) as object), exp: 'tomorrow' })).toBe(false)
    expect(v.is(error, { code: 400, error_code: 400, message: 'x', msg: 'x' })).toBe(false)
  })
})

const wrong = { email: 'nobody@example.com', password: 'not the password' }

const FAILURES: [string, (by: Face) => ReturnType<Face>][] = [
  ['a wrong password', (by) => by('/token?grant_type=password', { body: wrong })],
  ['a wrong refresh token', (by) => by('/token?grant_type=refresh_token', { body: { refresh_token: 'x'.repeat(12) } })],
  ['a weak password', (by) => by('/signup', { body: { email: 'weak@example.com', password: 'x' } })],
  ['a malformed address', (by) => by('/signup', { body: { email: 'x', password: PASSWORD } })],
  ['no JSON', (by) => by('/signup', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })],
  ['a phone', (by) => by('/signup', { body: { phone: '+4312345678', password: PASSWORD } })],
  ['no token', (by) => by('/user')],
  ['a forged token', (by) => by('/user', { bearer: 'e30.e30.e30' })],
  ['an unknown path', (by) => by('/saml/acs', { method: 'POST', body: {} })],
  ['a body that is too large', (by) => by('/signup', { body: { data: { long: 'x'.repeat(20_000) } } })],
  ['an unknown grant', (by) => by('/token?grant_type=device', { body: {} })],
]

describe.each(FAILURES)('the error for %s', (_, fail) => {
  const versions = [
    ['with the header of the version', { 'x-supabase-api-version': '2024-01-01' }] as const,
    ['without', {}] as const,
  ]

  it.each(versions)('is read by every SDK, %s', async (_, headers) => {
    const {
      status,
      body,
      headers: answered,
    } = await fail((path, given) =>
      face(path, { ...given, headers: { 'x-supabase-api-version': '', ...headers, ...given?.headers } }),
    )
    expect(status).toBeGreaterThanOrEqual(400)
    expect([409, 429, 501]).not.toContain(status)
    for (const [sdk, { error }] of Object.entries(DECODERS)) expectRead(error, body, `${sdk} reads an error`)
    expect([body.code, body.msg]).toEqual([body.error_code, body.message])
    expect(answered.get('x-sb-error-code')).toBe(body.error_code)
    expect(answered.get('x-supabase-api-version')).toBe('2024-01-01')
  })
})

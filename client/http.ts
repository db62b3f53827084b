import type { Problem } from './api.gen.ts'
import { LatchkeyError } from './error.ts'
import { type Received, whole } from './received.ts'
import type { SignIn } from './stored.ts'
import { type Signal, within } from './time-limit.ts'
import type { Upload, Uploading } from './upload.ts'
import { filled, queryString } from './url.ts'

/** What the client needs of a `fetch`; that of every platform has it. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>

/** The platform's `Blob`, if its types declare one. */
type PlatformBlob = typeof globalThis extends { Blob: { prototype: infer B } } ? B : never

export interface FetchInit {
  method: string
  headers: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer> | PlatformBlob
  /** Aborts at the time limit, where the platform has an `AbortController`. */
  signal?: Signal
}

export interface FetchResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}

/** A call of the API. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As the document has it: `/users/sessions/{sessionId}`. */
  path: string
  answer: Expected
  params?: Record<string, string>
  query?: Record<string, string | number | boolean | null | undefined> | undefined
  body?: object | undefined
  /** In the place of a body in JSON. */
  upload?: Upload
}

/** What tells a success of the service from an answer of anything else, such as a captive portal. */
export interface Expected {
  status: number
  /** A field that `data` has. */
  data?: string
  /** `data` is a list. */
  list?: true
  /** A field beside which there is no `data`. */
  field?: string
}

/** A success. */
export interface ApiAnswer<T> {
  /** `undefined` for 204. */
  body: T
  status: number
  /** A fresh access token, to be used instead of the one that was sent. */
  renewed: string | undefined
  /** At least as new as the answer. */
  bookmark: string | undefined
}

/** Makes a call, once. Throws `LatchkeyError` for everything but a success. */
export type Exchange = <T>(request: ApiRequest, signIn?: Sent) => Promise<ApiAnswer<T>>

/** What a call sends of a sign-in. */
type Sent = Pick<SignIn, 'token' | 'bookmark'>

export interface ExchangeOptions {
  baseUrl: string
  fetch: Fetch
  /** In milliseconds. */
  timeout: number
  /** Which language to ask for, at each call. */
  language?: (() => string | undefined) | undefined
  /** How files are sent: who sends none has no use for the code. */
  uploading?: Uploading
}

/** Sends calls to the service. Each carries the newest bookmark so far, to read what earlier ones have written. */
export function createExchange({ baseUrl, fetch, timeout, language, uploading }: ExchangeOptions): Exchange {
  const base = baseUrl.replace(/\/+$/, '')
  let newest = ''

  function note(bookmark: string | null | undefined): void {
    // Bookmarks sort from oldest to newest, and answers may come in another order than the calls.
    if (bookmark && bookmark > newest) newest = bookmark
  }

  return async <T>({ method, path, answer: expected, params = {}, query, body, upload }: ApiRequest, signIn?: Sent) => {
    note(signIn?.bookmark)
    const url = base + filled(path, params) + queryString(query)
    const asked = language?.()
    const init: FetchInit = {
      method,
      headers: {
        ...(asked && { 'accept-language': asked }),
        ...(body && { 'content-type': 'application/json' }),
        ...(upload && { 'content-type': 'application/octet-stream' }), // without any, Android sends no file
        ...(signIn && { authorization: `Bearer ${signIn.token}` }),
        ...(newest && { 'x-d1-bookmark': newest }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }
    const send =
      upload && uploading
        ? uploading(fetch, timeout, url, init, upload)
        : () => within(timeout, (signal) => whole(fetch(url, { ...init, ...(signal !== undefined && { signal }) })))
    const { status, headers, text } = await receive(send)
    const received = parse(text)
    const isSuccess = isExpected(expected, status, received)
    const error = isSuccess ? undefined : failure(status, headers, received)
    const bookmark = headers.get('x-d1-bookmark')
    if (error?.code !== 'unexpected_answer') note(bookmark)
    if (error) throw error
    const answer: ApiAnswer<T> = {
      body: received,
      status,
      renewed: headers.get('x-access-token') ?? undefined,
      bookmark: bookmark ?? undefined,
    }
    return answer
  }
}

/** An answer that is not the service's. */
export const unexpected = (status: number): LatchkeyError =>
  new LatchkeyError('unexpected_answer', { status, message: `This is no answer of the service (status ${status}).` })

function isExpected(expected: Expected, status: number, body: { data?: unknown } | undefined): boolean {
  if (status !== expected.status) return false
  if (!body) return status === 204
  const { data } = body
  return (
    (!expected.list || Array.isArray(data)) &&
    (!expected.data || (isObject(data) && expected.data in data)) &&
    (!expected.field || expected.field in body)
  )
}

async function receive(send: () => Promise<Received>): Promise<Received> {
  try {
    return await send()
  } catch (cause) {
    throw new LatchkeyError('network_error', { message: 'The service cannot be reached.', cause })
  }
}

/**
 * Other services have a `code` in their JSON, too, such as a number: only what has all the marks of a problem is one.
 */
function failure(status: number, headers: FetchResponse['headers'], problem: Partial<Problem> = {}): LatchkeyError {
  const isProblem = /^application\/problem\+json\b/i.test(headers.get('content-type') ?? '')
  const { code, message = '', errors = [], requestId = headers.get('x-request-id') ?? undefined } = problem
  if (status < 300 || !isProblem || typeof code !== 'string' || !Array.isArray(errors)) return unexpected(status)
  const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10)
  return new LatchkeyError(code, {
    message,
    status,
    requestId,
    errors,
    challenge: problem.challenge,
    factors: problem.factors,
    recoveryCodesLeft: problem.recoveryCodesLeft,
    retryAfter: seconds >= 0 ? seconds : undefined,
  })
}

/** The JSON object in the text, or `undefined`. */
function parse(text: string) {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

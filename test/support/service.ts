import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Hooks } from '../../src/domain/hooks/hooks.ts'
import worker from '../../src/index.ts'
import { onDemand } from '../../src/on-demand.ts'
import { loadRuntime } from '../../src/runtime.ts'
import { ORIGIN } from './origin.ts'
import { everyLimitName } from './routes/limits.ts'

export interface Call {
  method?: string
  /** Goes out as x-access-token. */
  token?: string | undefined
  headers?: Record<string, string>
  /** An object goes out as JSON; text as it is. */
  body?: unknown
  /** Goes out as it is. */
  bytes?: Uint8Array<ArrayBuffer> | ReadableStream
}

/** What came back, with the body read. */
export interface Answer {
  status: number
  headers: Headers
  body: any
}

export type Service = (path: string, call?: Call) => Promise<Answer>

/** Limits count calls of all tests together: only the tests of limits have them. */
export const NO_LIMITS = Object.fromEntries(everyLimitName().map((name) => [name, undefined]))

/**
 * The service with other bindings or settings than the test configuration's, and with hooks. `onResponse` is called at each
 * response.
 */
export function serviceWith(overrides: Record<string, unknown> = {}, onResponse = () => {}, hooks?: Hooks): Service {
  const bindings: Env = Object.assign({}, env, NO_LIMITS, overrides)
  return async (path, { method, token, headers, body, bytes } = {}) => {
    const request = new Request<unknown, IncomingRequestCfProperties>(ORIGIN + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(typeof body === 'object' && { 'content-type': 'application/json' }),
        ...(token && { 'x-access-token': token }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'object' ? JSON.stringify(body) : String(body) }),
      ...(bytes && body === undefined && { body: bytes }),
    })
    if (hooks) await loadRuntime(bindings, { ...onDemand, hooks: async () => ({ hooks }) }) // which is kept
    const context = createExecutionContext()
    const response = await worker.fetch(request, bindings, context)
    onResponse()
    await waitOnExecutionContext(context)
    const text = await response.text()
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
}

/** The service with hooks of a test's own. */
export const serviceWithHooks = (hooks: Hooks, overrides: Record<string, unknown> = {}): Service =>
  serviceWith(overrides, undefined, hooks)

export const call: Service = serviceWith()

import type { HonoRequest } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { resolver } from 'hono-openapi'
import type * as v from 'valibot'
import { Problem } from '../../model/problem.ts'
import type { AppEnv } from '../app-env.ts'
import { documented } from '../openapi/documented.ts'
import { validate } from '../validate.ts'

const MAX_BODY_BYTES = 16 * 1_024

const refuseLarge = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new Problem('body_too_large')
  },
})

/**
 * Refuses a body of more than 16 KiB, by its declared length or while it is read. A GET has no body: most calls skip
 * this.
 */
export const limitBody = createMiddleware((c, next) => (c.req.method === 'GET' ? next() : refuseLarge(c, next)))

interface ValidJson<S extends v.GenericSchema<object>> {
  in: { json: v.InferInput<S> }
  out: { json: v.InferOutput<S> }
}

/** Reads a JSON or urlencoded body and checks it; the route takes it from `c.req.valid('json')`. */
export function body<S extends v.GenericSchema<object>>(schema: S) {
  const media = { schema: resolver(schema) }
  return documented(
    {
      requestBody: {
        required: true,
        content: { 'application/json': media, 'application/x-www-form-urlencoded': media },
      },
      'x-problems': ['invalid_request', 'malformed_body', 'body_too_large', 'unsupported_media_type'],
    },
    createMiddleware<AppEnv, string, ValidJson<S>>(async (c, next) => {
      c.req.addValidatedData('json', validate(schema, requireObject(await readBody(c.req))))
      await next()
    }),
  )
}

/** The body as its content type says; throws `unsupported_media_type` and `malformed_body`. */
export async function readBody(request: HonoRequest): Promise<unknown> {
  const [mediaType] = (request.header('content-type') ?? '').toLowerCase().split(';', 1)
  switch (mediaType?.trim()) {
    case 'application/json':
      return malformedUnless(async () => JSON.parse(await readText(request)))
    case 'application/x-www-form-urlencoded':
      return malformedUnless(async () => readForm(await readText(request)))
    default:
      throw new Problem('unsupported_media_type')
  }
}

/** Fields must be in an object: an array would pass for an object that has none of them. */
function requireObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new Problem('invalid_request', { errors: [{ path: '', message: 'must be an object' }] })
}

/** Only UTF-8: what cannot be decoded must not be stored as something else. */
const readText = async (request: HonoRequest) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(await request.arrayBuffer())

/** The same for percent-encoded text, which `URLSearchParams` would repair. */
function readForm(text: string): Record<string, string> {
  for (const [encoded] of text.matchAll(/(?:%[\da-f]{2})+/gi)) decodeURIComponent(encoded)
  return Object.fromEntries(new URLSearchParams(text))
}

async function malformedUnless(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read()
  } catch {
    throw new Problem('malformed_body') // the parser's message quotes the body
  }
}

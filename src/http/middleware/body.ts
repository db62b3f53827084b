import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { resolver } from 'hono-openapi'
import type * as v from 'valibot'
import type { CompressedFormat } from '../../lib/decompress.ts'
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
      'x-problems': [
        'invalid_request',
        'malformed_body',
        'body_too_large',
        'unsupported_media_type',
        'unsupported_encoding',
      ],
    },
    createMiddleware<AppEnv, string, ValidJson<S>>(async (c, next) => {
      c.req.addValidatedData('json', validate(schema, requireObject(await readBody(c))))
      await next()
    }),
  )
}

/**
 * The body as its content type says; throws `unsupported_media_type`, `unsupported_encoding`, `body_too_large` and
 * `malformed_body`. Of a DELETE also `body_missing`: on its way something may have dropped what was sent (RFC 9110 §9.3.5).
 */
export async function readBody(c: Context<AppEnv>): Promise<unknown> {
  const bytes = await readBytes(c)
  if (bytes.byteLength === 0 && c.req.method === 'DELETE') throw new Problem('body_missing')
  const [mediaType] = (c.req.header('content-type') ?? '').toLowerCase().split(';', 1)
  switch (mediaType?.trim()) {
    case 'application/json':
      return malformedUnless(async () => JSON.parse(decode(bytes)))
    case 'application/x-www-form-urlencoded':
      return malformedUnless(async () => readForm(decode(bytes)))
    default:
      throw new Problem('unsupported_media_type')
  }
}

/** The content codings that we undo (RFC 9110 §8.4.1), and their formats. */
const FORMATS = new Map<string, CompressedFormat>([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
])

/**
 * The bytes of the body as they were before compression: no more than `MAX_BODY_BYTES`, whatever they were pressed
 * into.
 */
async function readBytes(c: Context<AppEnv>): Promise<ArrayBuffer | Uint8Array<ArrayBuffer>> {
  const coding = c.req.header('content-encoding')?.trim().toLowerCase() || 'identity'
  if (coding === 'identity') return c.req.arrayBuffer()
  const format = FORMATS.get(coding)
  if (!format) throw new Problem('unsupported_encoding')
  const { decompress } = await c.get('ctx').onDemand.decompression()
  const compressed = new Uint8Array(await c.req.arrayBuffer())
  if (compressed.length === 0) return compressed // something may have dropped the body and not its header
  const bytes = await malformedUnless(() => decompress(compressed, format, MAX_BODY_BYTES))
  if (!bytes) throw new Problem('body_too_large')
  return bytes
}

/**
 * Fields must be in an object: an array would pass for an object that has none of them, and of a text the schema's message
 * would quote all. Throws `invalid_request`.
 */
export function requireObject(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new Problem('invalid_request', { errors: [{ path: '', message: 'must be an object' }] })
}

/** Only UTF-8: what cannot be decoded must not be stored as something else. */
const decode = (bytes: ArrayBuffer | Uint8Array) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)

/** The same for percent-encoded text, which `URLSearchParams` would repair. */
function readForm(text: string): Record<string, string> {
  for (const [encoded] of text.matchAll(/(?:%[\da-f]{2})+/gi)) decodeURIComponent(encoded)
  return Object.fromEntries(new URLSearchParams(text))
}

async function malformedUnless<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch {
    throw new Problem('malformed_body') // the parser's message quotes the body
  }
}

import { describe, expect, it } from 'vitest'
import { compress } from '../support/compress.ts'
import { sendRaw } from '../support/raw-request.ts'
import { registerUser } from '../support/users.ts'

const json = { 'content-type': 'application/json' }

async function login(body: BodyInit, headers: Record<string, string>) {
  const response = await sendRaw('/users/login', { method: 'POST', headers: { ...json, ...headers }, body })
  return { status: response.status, code: ((await response.json()) as { code?: string }).code }
}

/** A login of so many bytes, which fails if it is read. */
const loginOf = (bytes: number) => JSON.stringify({ email: 'a@x.io', password: 'x' }).padEnd(bytes)

const READ = { status: 401, code: 'invalid_credentials' }

describe('a compressed body', () => {
  it.each([
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZip', 'gzip'],
    ['deflate', 'deflate'],
  ] as const)('is read: %s', async (coding, format) => {
    expect(await login(await compress(loginOf(60), format), { 'content-encoding': coding })).toEqual(READ)
  })

  it('may be a form, and one of a page', async () => {
    const { email } = await registerUser()
    const body = await compress(new URLSearchParams({ email, password: 'x' }).toString(), 'gzip')
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' }
    expect(await login(body, form)).toEqual(READ)
    const page = await sendRaw('/account/forgot-password', { method: 'POST', headers: form, body })
    expect(page.status).toBe(200)
  })

  it('may come in pieces and without a length', async () => {
    const bytes = await compress(loginOf(5_000), 'gzip')
    const pieces = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]))
        controller.close()
      },
    })
    expect(await login(pieces, { 'content-encoding': 'gzip' })).toEqual(READ)
  })

  it('may have 16 KiB in it, and not a byte more', async () => {
    const gzip = { 'content-encoding': 'gzip' }
    expect(await login(await compress(loginOf(16_384), 'gzip'), gzip)).toEqual(READ)
    expect(await login(await compress(loginOf(16_385), 'gzip'), gzip)).toEqual({ status: 413, code: 'body_too_large' })
  })

  it('is malformed if it is not what it says, or is cut off', async () => {
    const bytes = await compress(loginOf(60), 'gzip')
    for (const body of [loginOf(60), bytes.subarray(0, -1), bytes.subarray(1), new Uint8Array([0x1f, 0x8b]), ''])
      expect(await login(body, { 'content-encoding': 'gzip' })).toEqual({ status: 400, code: 'malformed_body' })
  })

  it.each(['br', 'zstd', 'compress', 'gzip, gzip', 'identity, gzip', 'aes128gcm', 'x', '__proto__', 'constructor'])(
    'is refused in a coding that we do not undo: %s',
    async (coding) => {
      const answer = await login(await compress(loginOf(60), 'gzip'), { 'content-encoding': coding })
      expect(answer).toEqual({ status: 415, code: 'unsupported_encoding' })
    },
  )

  it('is none if it says identity, or nothing', async () => {
    for (const coding of ['identity', 'Identity', ''])
      expect(await login(loginOf(60), { 'content-encoding': coding })).toEqual(READ)
  })
})

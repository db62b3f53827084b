import { afterEach, expect, it, vi } from 'vitest'
import { compress } from '../../support/compress.ts'
import { sendRaw } from '../../support/raw-request.ts'

// A few bytes that become very many: whoever holds them all has lost an isolate's memory to one request.

const MOST_PER_BYTE = 1_032 // of what DEFLATE makes of one

let given = 0

/** Counts the bytes that are given to be decompressed. */
class CountingStream extends DecompressionStream {
  override get writable() {
    const count = new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        given += part.length
        controller.enqueue(part)
      },
    })
    count.readable.pipeTo(super.writable).catch(() => {}) // it is cancelled
    return count.writable
  }
}

afterEach(() => vi.unstubAllGlobals())

it.each(['gzip', 'deflate'] as const)(
  'a body that becomes 15 MB is refused, and never is in memory: %s',
  async (coding) => {
    const body = await compress(new Uint8Array(15_000_000).fill(0x20), coding)
    expect(body.length).toBeLessThan(16 * 1_024) // so its length does not give it away
    given = 0
    vi.stubGlobal('DecompressionStream', CountingStream)
    const response = await sendRaw('/users/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': coding },
      body,
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ code: 'body_too_large' })
    expect(given).toBeGreaterThan(0)
    expect(given * MOST_PER_BYTE).toBeLessThan(2_000_000)
  },
)

it('a bomb in a bomb is not opened', async () => {
  const body = await compress(await compress(new Uint8Array(15_000_000), 'gzip'), 'gzip')
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip, gzip' }
  const response = await sendRaw('/users/login', { method: 'POST', headers, body })
  expect(response.status).toBe(415)
})

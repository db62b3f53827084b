import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PictureRefused } from '../../src/images/picture-refused.ts'
import { stripMetadata } from '../../src/images/strip-metadata.ts'
import { JPEG, PNG, WEBP_LOSSLESS, WEBP_LOSSY } from './drawn.ts'
import {
  cameraExif,
  cameraTiff,
  insert,
  join,
  LIMITS,
  latin1,
  pngChunk,
  refusal,
  streamOf,
  strip,
  webp,
  webpChunk,
  webpChunks,
} from './support.ts'

const simple = webp(webpChunks(WEBP_LOSSLESS).at(-1)?.bytes ?? new Uint8Array())
const TAKEN = {
  jpeg: insert(JPEG, 20, cameraExif(6), latin1('\xff\xfe\0\x08secret')),
  png: insert(PNG, 33, pngChunk('eXIf', cameraTiff(6)), pngChunk('tEXt', latin1('Comment\0secret'))),
  'extended webp': join(WEBP_LOSSY, latin1('secret')),
  'simple webp': join(simple, webpChunk('EXIF', cameraTiff(6))),
}
const taken = fc.constantFrom(...Object.values(TAKEN))

it.each(Object.entries(TAKEN))('makes the same of a %s wherever its parts end', async (_, picture) => {
  const whole = await strip(picture)
  expect(whole.length).toBeLessThan(picture.length)
  for (const size of [1, 2, 3, 7, 64, 1000]) expect(await strip(picture, LIMITS, size)).toEqual(whole)
})

it.each(Object.entries(TAKEN))('has nothing more to take out of its own %s', async (_, picture) => {
  const once = await strip(picture)
  expect(await strip(once)).toEqual(once)
})

describe('whatever the bytes are', () => {
  /** Takes it or refuses it, the same in parts of any size, and what it takes never grows. */
  const isTakenOrRefused = async (bytes: Uint8Array, size: number) => {
    const reason = await refusal(bytes)
    expect(await refusal(bytes, LIMITS, size)).toBe(reason)
    if (reason) return
    const stripped = await strip(bytes, LIMITS, size)
    expect(stripped.length).toBeLessThanOrEqual(bytes.length)
    expect(await strip(stripped)).toEqual(stripped)
  }
  const sizes = fc.integer({ min: 1, max: 2000 })

  it('takes or refuses random ones behind each signature', async () => {
    const signatures = fc.constantFrom(
      '',
      '\xff\xd8\xff',
      '\x89PNG\r\n\x1a\n',
      'RIFF\x40\0\0\0WEBP',
      'RIFF\x40\0\0\0WEBPVP8X',
    )
    await fc.assert(
      fc.asyncProperty(signatures, fc.uint8Array({ maxLength: 300 }), sizes, (signature, bytes, size) =>
        isTakenOrRefused(join(latin1(signature), bytes), size),
      ),
      { numRuns: 500 },
    )
  })

  it('takes or refuses pictures of which some bytes are others', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(taken, changes, sizes, async (picture, others, size) => {
        const bytes = picture.slice()
        for (const [at, value] of others) bytes[at % bytes.length] = value
        await isTakenOrRefused(bytes, size)
      }),
      { numRuns: 1000 },
    )
  })

  it('takes or refuses pictures with a piece cut out or put in twice', async () => {
    await fc.assert(
      fc.asyncProperty(taken, fc.nat(), fc.nat(), sizes, async (picture, a, b, size) => {
        await isTakenOrRefused(
          join(picture.subarray(0, a % picture.length), picture.subarray(b % picture.length)),
          size,
        )
      }),
      { numRuns: 500 },
    )
  })
})

it.each([
  ['SVG', latin1('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['GIF', latin1('GIF89a\x01\0\x01\0')],
  ['nothing', latin1('')],
])('takes %s for no picture', async (_, bytes) => {
  expect(await refusal(bytes)).toBe('not_a_picture')
})

it('refuses AVIF, whose metadata are among its pixels', async () => {
  expect(await refusal(latin1('\0\0\0\x18ftypavif\0\0\0\0mif1miaf'))).toBe('unsupported')
})

/** A source that never ends by itself, and says how much of it was read and how it was left. */
function endless(start: Uint8Array, part: Uint8Array) {
  const seen = { bytes: 0, cancelled: undefined as unknown }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = seen.bytes === 0 ? start : part
        seen.bytes += next.length
        controller.enqueue(next.slice())
      },
      cancel(reason) {
        seen.cancelled = reason
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, seen }
}

describe('as a stream', () => {
  it('reads of the source only what it is asked for', async () => {
    const idat = join(PNG.subarray(0, 33), latin1('\x10\0\0\0IDAT'))
    const { stream, seen } = endless(idat, new Uint8Array(1000))
    const reader = stripMetadata(stream, LIMITS).getReader()
    let passed = 0
    while (passed < 100_000) {
      passed += (await reader.read()).value?.length ?? 0
      expect(seen.bytes - passed).toBeLessThanOrEqual(1100)
    }
    await reader.cancel('enough')
    expect(seen.cancelled).toBe('enough')
  })

  it('stops a source of more bytes than allowed, and leaves it', async () => {
    const { stream, seen } = endless(JPEG, new Uint8Array(100_000))
    const read = async () => {
      for await (const _ of stripMetadata(stream, LIMITS));
    }
    await expect(read()).rejects.toEqual(new PictureRefused('too_large'))
    expect(seen.bytes).toBeLessThan(LIMITS.maxBytes + 200_000)
    expect(seen.cancelled).toBeInstanceOf(PictureRefused)
  })

  it('passes nothing of a picture that is refused for its pixels', async () => {
    for (const picture of Object.values(TAKEN)) {
      const reader = stripMetadata(streamOf(picture, 7), { ...LIMITS, maxPixels: 24 * 16 - 1 }).getReader()
      await expect(reader.read()).rejects.toMatchObject({ reason: 'too_many_pixels' })
    }
  })

  it('fails as its source does', async () => {
    const failure = new Error('the connection was lost')
    const source = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(JPEG.slice(0, 100))
      },
      pull: () => Promise.reject(failure),
    })
    const reader = stripMetadata(source, LIMITS).getReader()
    const read = async () => {
      while (!(await reader.read()).done);
    }
    await expect(read()).rejects.toBe(failure)
  })
})

import { describe, expect, it } from 'vitest'
import { WEBP_LOSSLESS, WEBP_LOSSY } from './drawn.ts'
import { cameraTiff, join, LIMITS, latin1, refusal, strip, textOf, webp, webpChunk, webpChunks } from './support.ts'

const ALL = 0x3e // every flag that there is, and so an animation
const EXIF = webpChunk('EXIF', cameraTiff(6))
const XMP = webpChunk('XMP ', latin1('<x:xmpmeta>secret</x:xmpmeta>'))
const UNKNOWN = webpChunk('prVt', latin1('<script>secret</script>!'))
const METADATA = [EXIF, XMP, UNKNOWN]

const lossy = webpChunks(WEBP_LOSSY).map(({ bytes }) => bytes)
const lossless = webpChunks(WEBP_LOSSLESS).map(({ bytes }) => bytes)
const [, , alpha, vp8] = lossy as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
const vp8l = lossless.at(-1) as Uint8Array

const vp8x = (flags: number, width = 24, height = 16) =>
  webpChunk('VP8X', Uint8Array.of(flags, 0, 0, 0, ...uint24(width - 1), ...uint24(height - 1)))
const uint24 = (value: number) => [value & 0xff, (value >> 8) & 0xff, value >> 16]
const typesOf = (bytes: Uint8Array) => webpChunks(bytes).map(({ type }) => type)

it('is what the fixtures are', () => {
  expect(typesOf(WEBP_LOSSY)).toEqual(['VP8X', 'ICCP', 'ALPH', 'VP8 '])
  expect(typesOf(WEBP_LOSSLESS)).toEqual(['VP8X', 'ICCP', 'VP8L'])
})

it.each([
  ['with alpha and a profile', WEBP_LOSSY],
  ['without loss', WEBP_LOSSLESS],
  ['of the simple lossy layout', webp(vp8)],
  ['of the simple lossless layout', webp(vp8l)],
])('leaves a picture %s as it is', async (_, picture) => {
  expect(await strip(picture)).toEqual(picture)
})

it('writes zeros over the metadata of the extended layout, whose size is said before', async () => {
  const [, profile] = lossy as [Uint8Array, Uint8Array]
  const taken = webp(vp8x(ALL & ~0x02), UNKNOWN, profile, alpha, vp8, ...METADATA)
  const stripped = await strip(taken)
  const blank = ({ length }: Uint8Array) => webpChunk('JUNK', new Uint8Array(length - 8))
  expect(typesOf(stripped)).toEqual(['VP8X', 'JUNK', 'ICCP', 'ALPH', 'VP8 ', 'JUNK', 'JUNK', 'JUNK'])
  expect(stripped.length).toBe(taken.length)
  const [junk] = webpChunks(stripped).filter(({ type }) => type === 'JUNK')
  expect(junk?.bytes).toEqual(blank(UNKNOWN))
  expect(textOf(stripped)).not.toMatch(/secret|Nosyphon|EXIF|XMP/)
  expect(webpChunks(stripped)[0]?.bytes).toEqual(vp8x(0x30))
})

it('keeps the image alone of a simple layout', async () => {
  expect(await strip(webp(vp8, ...METADATA))).toEqual(webp(vp8))
  expect(await strip(webp(vp8l, ...METADATA))).toEqual(webp(vp8l))
})

it('keeps no profile and no alpha that the flags do not announce', async () => {
  const [, profile] = lossy as [Uint8Array, Uint8Array]
  expect(typesOf(await strip(webp(vp8x(0), profile, alpha, vp8)))).toEqual(['VP8X', 'JUNK', 'JUNK', 'VP8 '])
  expect(typesOf(await strip(webp(vp8x(0x20), profile, profile, vp8l)))).toEqual(['VP8X', 'ICCP', 'JUNK', 'VP8L'])
})

it('has nothing in the byte that makes a length even', async () => {
  const odd = join(latin1('VP8L'), Uint8Array.of(5, 0, 0, 0), vp8l.subarray(8, 13), latin1('x'))
  expect(await strip(webp(odd))).toEqual(webp(webpChunk('VP8L', vp8l.subarray(8, 13))))
})

it.each([
  ['a page', latin1('<html><script>secret</script></html>')],
  ['a ZIP', latin1('PK\x03\x04secret')],
])('loses %s behind its end', async (_, behind) => {
  expect(await strip(join(WEBP_LOSSY, behind))).toEqual(WEBP_LOSSY)
})

describe('is refused', () => {
  const sizedVp8 = (width: number, height: number) => {
    const chunk = vp8.slice()
    chunk.set([width & 0xff, width >> 8, height & 0xff, height >> 8], 14)
    return chunk
  }

  it.each([
    ['VP8X', webp(vp8x(0, 2 ** 24, 256), vp8)],
    ['VP8', webp(sizedVp8(16_383, 16_383))],
    ['VP8 without pixels', webp(sizedVp8(0, 16))],
    ['VP8L', webp(webpChunk('VP8L', Uint8Array.of(0x2f, 0xff, 0xff, 0xff, 0x0f)))],
  ])('for its pixels, by %s', async (_, picture) => {
    expect(await refusal(picture)).toBe('too_many_pixels')
  })

  it('only beyond the limits', async () => {
    expect(await refusal(webp(sizedVp8(8_000, 5_000)))).toBeUndefined()
    expect(await refusal(webp(sizedVp8(8_000, 5_001)))).toBe('too_many_pixels')
    expect(await refusal(WEBP_LOSSY, { ...LIMITS, maxBytes: WEBP_LOSSY.length })).toBeUndefined()
    expect(await refusal(WEBP_LOSSY, { ...LIMITS, maxBytes: WEBP_LOSSY.length - 1 })).toBe('too_large')
  })

  it.each([
    ['the extended layout', webp(vp8x(0x1c), alpha, vp8, ...METADATA)],
    ['the simple layout', webp(vp8l)],
  ])('truncated at any byte, in %s', async (_, picture) => {
    for (let length = 0; length < picture.length; length++) {
      expect(await refusal(picture.subarray(0, length))).toBe(length < 12 ? 'not_a_picture' : 'truncated')
    }
  })

  const anim = webpChunk('ANIM', new Uint8Array(6))
  const frame = webpChunk('ANMF', join(new Uint8Array(16), vp8l))
  it.each([
    ['its flag', webp(vp8x(0x02), anim, frame)],
    ['ANIM without the flag', webp(vp8x(0), anim, vp8l)],
    ['ANMF without the flag', webp(vp8x(0), vp8l, frame)],
  ])('animated, by %s', async (_, picture) => {
    expect(await refusal(picture)).toBe('animated')
  })

  it.each([
    ['another first chunk', webp(EXIF, vp8)],
    ['no image', webp(vp8x(0x0c), ...METADATA)],
    ['two images', webp(vp8x(0), vp8l, vp8)],
    ['two headers', webp(vp8x(0), vp8x(0), vp8)],
    ['a header of another length', webp(webpChunk('VP8X', new Uint8Array(12)), vp8)],
    ['a canvas of another size', webp(vp8x(0, 25, 16), vp8)],
    ['an image of the wrong signature', webp(webpChunk('VP8L', new Uint8Array(6)))],
    ['a frame that needs another', webp(webpChunk('VP8 ', join(Uint8Array.of(1), vp8.subarray(9))))],
    ['an image without a header', webp(webpChunk('VP8 ', new Uint8Array(8)))],
    ['a chunk longer than the file', webp(join(vp8.subarray(0, 4), latin1('\xff\xff\0\0'), vp8.subarray(8)))],
    ['a part of a chunk at its end', webp(vp8x(0), vp8, latin1('EXIF'))],
    ['an odd size', join(latin1('RIFF\x15\0\0\0WEBP'), vp8)],
  ])('with %s', async (_, picture) => {
    expect(await refusal(picture)).toBe('malformed')
  })
})

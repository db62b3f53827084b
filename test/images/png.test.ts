import { deflateSync } from 'node:zlib'
import exifr from 'exifr'
import { describe, expect, it } from 'vitest'
import { PNG } from './drawn.ts'
import { cameraTiff, insert, join, LIMITS, latin1, pngChunk, refusal, strip, textOf, uint32 } from './support.ts'

const AFTER_IHDR = 33
const IDAT = textOf(PNG).indexOf('IDAT') - 4
const IEND = PNG.length - 12
const XMP = pngChunk('iTXt', latin1('XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>secret</x:xmpmeta>'))
const METADATA = [
  pngChunk('eXIf', cameraTiff(6)),
  XMP,
  pngChunk('tEXt', latin1('Comment\0<script>secret</script>')),
  pngChunk('zTXt', join(latin1('Comment\0\0'), deflateSync('secret'))),
  pngChunk('tIME', new Uint8Array(7)),
  pngChunk('prVt', latin1('secret')),
]

const withIhdr = (width: number, height: number) =>
  join(
    PNG.subarray(0, 8),
    pngChunk('IHDR', join(uint32(width, false), uint32(height, false), PNG.subarray(24, 29))),
    PNG.subarray(AFTER_IHDR),
  )

it('leaves a picture without metadata as it is', async () => {
  expect(await strip(PNG)).toEqual(PNG)
})

it('takes out where it was taken and what was written, and keeps the colours', async () => {
  const taken = insert(insert(PNG, IEND, ...METADATA), AFTER_IHDR, ...METADATA)
  expect(await exifr.gps(taken)).toEqual({ latitude: expect.closeTo(48.858, 2), longitude: expect.closeTo(2.294, 2) })
  const stripped = await strip(taken)
  expect(await exifr.gps(stripped)).toBeUndefined()
  expect(textOf(stripped)).toContain('iCCP')
  expect(stripped).toEqual(PNG)
})

it('keeps all that the colours need', async () => {
  const chunks = [
    pngChunk('cICP', Uint8Array.of(12, 13, 0, 1)),
    pngChunk('gAMA', uint32(45_455, false)),
    pngChunk('cHRM', new Uint8Array(32)),
    pngChunk('sBIT', Uint8Array.of(8, 8, 8, 8)),
    pngChunk('PLTE', new Uint8Array(3)),
    pngChunk('bKGD', new Uint8Array(6)),
    pngChunk('tRNS', new Uint8Array(6)),
    pngChunk('pHYs', new Uint8Array(9)),
  ]
  const picture = insert(PNG, IDAT, ...chunks)
  expect(await strip(picture)).toEqual(picture)
})

it('keeps the pixels together when something was between them', async () => {
  const empty = pngChunk('IDAT', new Uint8Array())
  expect(await strip(insert(PNG, IEND, ...METADATA, empty))).toEqual(insert(PNG, IEND, empty))
})

it.each([
  ['a page', latin1('<html><script>secret</script></html>')],
  ['a ZIP', latin1('PK\x03\x04secret')],
  ['another picture', PNG],
])('loses %s behind its end', async (_, behind) => {
  expect(await strip(join(PNG, behind))).toEqual(PNG)
})

describe('is refused', () => {
  it.each([
    [2 ** 31 - 1, 2 ** 31 - 1],
    [8_000, 5_001],
    [0, 16],
    [24, 0],
  ])('at %i by %i pixels', async (width, height) => {
    expect(await refusal(withIhdr(width, height))).toBe('too_many_pixels')
  })

  it('only beyond the limits', async () => {
    expect(await refusal(withIhdr(8_000, 5_000))).toBeUndefined()
    expect(await refusal(PNG, { ...LIMITS, maxBytes: PNG.length })).toBeUndefined()
    expect(await refusal(PNG, { ...LIMITS, maxBytes: PNG.length - 1 })).toBe('too_large')
  })

  it('truncated at any byte', async () => {
    const picture = insert(PNG, AFTER_IHDR, ...METADATA)
    for (let length = 0; length < picture.length; length++) {
      expect(await refusal(picture.subarray(0, length))).toBe(length < 8 ? 'not_a_picture' : 'truncated')
    }
  })

  it('with more chunks than anybody makes', async () => {
    const empty = pngChunk('IDAT', new Uint8Array())
    expect(await refusal(insert(PNG, IEND, ...Array(9_900).fill(empty)))).toBeUndefined()
    expect(await refusal(insert(PNG, IEND, ...Array(10_000).fill(empty)))).toBe('malformed')
  })

  it.each([
    ['acTL', insert(PNG, AFTER_IHDR, pngChunk('acTL', new Uint8Array(8)))],
    ['fcTL', insert(PNG, IDAT, pngChunk('fcTL', new Uint8Array(26)))],
    ['fdAT', insert(PNG, IEND, pngChunk('fdAT', new Uint8Array(8)))],
  ])('animated, by %s', async (_, picture) => {
    expect(await refusal(picture)).toBe('animated')
  })

  it.each([
    ['a critical chunk that is not known', 'unsupported', insert(PNG, IDAT, pngChunk('CgBI', new Uint8Array(4)))],
    ['no IHDR first', 'malformed', join(PNG.subarray(0, 8), PNG.subarray(AFTER_IHDR))],
    ['two of IHDR', 'malformed', insert(PNG, AFTER_IHDR, PNG.subarray(8, AFTER_IHDR))],
    ['an IHDR of another length', 'malformed', join(PNG.subarray(0, 8), pngChunk('IHDR', new Uint8Array(14)))],
    ['no pixels', 'malformed', join(PNG.subarray(0, IDAT), PNG.subarray(IEND))],
    ['a palette behind the pixels', 'malformed', insert(PNG, IEND, pngChunk('PLTE', new Uint8Array(3)))],
    ['a profile twice', 'malformed', insert(PNG, IDAT, PNG.subarray(AFTER_IHDR, IDAT))],
    ['a palette that is no palette', 'malformed', insert(PNG, IDAT, pngChunk('PLTE', new Uint8Array(769)))],
    ['a density with more in it', 'malformed', insert(PNG, IDAT, pngChunk('pHYs', latin1('123456789secret')))],
    ['a type that is none', 'malformed', insert(PNG, IDAT, pngChunk('a\0bc', new Uint8Array()))],
    ['a type with a sign in it', 'malformed', insert(PNG, IDAT, pngChunk('te_t', new Uint8Array()))],
    ['a length beyond the most', 'malformed', insert(PNG, IDAT, latin1('\x80\0\0\0tEXt'))],
    ['an end that has bytes', 'malformed', join(PNG.subarray(0, IEND), pngChunk('IEND', latin1('secret')))],
  ])('with %s', async (_, reason, picture) => {
    expect(await refusal(picture)).toBe(reason)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AVIF } from './drawn.ts'
import { insert, join, LIMITS, latin1, refusal, strip, uint32 } from './support.ts'

const WITH_AVIF = { ...LIMITS, withAvif: true }
const FTYP_END = 28
const META_END = 28 + 279

const box = (type: string, ...content: readonly Uint8Array[]) => {
  const body = join(latin1(type), ...content)
  return join(uint32(body.length + 4, false), body)
}
const fullBox = (type: string, ...content: readonly Uint8Array[]) => box(type, new Uint8Array(4), ...content)
const ispe = (width: number, height: number) => fullBox('ispe', uint32(width, false), uint32(height, false))
const meta = (...properties: readonly Uint8Array[]) => fullBox('meta', box('iprp', box('ipco', ...properties)))
const FTYP = AVIF.slice(0, FTYP_END)
const MDAT = AVIF.slice(META_END)
const why = (picture: Uint8Array, size?: number) => refusal(picture, WITH_AVIF, size)

it('passes an AVIF as it is, wherever its parts end', async () => {
  for (const size of [1, 7, 64, 1_000]) expect(await strip(AVIF, WITH_AVIF, size)).toEqual(AVIF)
})

it('passes boxes that it does not know, pixels in `meta`, and a length of 64 bits', async () => {
  const others = insert(AVIF, META_END, box('free', new Uint8Array(9)), box('uuid', new Uint8Array(40)))
  const inside = join(FTYP, fullBox('meta', box('iprp', box('ipco', ispe(24, 16))), box('idat', MDAT)))
  const long = join(uint32(1, false), latin1('mdat'), uint32(0, false), uint32(16 + 5, false), new Uint8Array(5))
  for (const picture of [others, inside, join(FTYP, meta(ispe(24, 16)), long)])
    expect(await strip(picture, WITH_AVIF)).toEqual(picture)
})

it('takes none unless it is asked to', async () => {
  expect(await refusal(AVIF)).toBe('unsupported')
})

describe('is refused', () => {
  it('truncated at any byte', async () => {
    for (let length = 12; length < AVIF.length; length++) {
      const reason = await why(AVIF.subarray(0, length))
      expect(['truncated', 'not_a_picture'], String(length)).toContain(reason)
    }
  })

  it.each([
    ['width and height', [ispe(10_000, 10_000)]],
    ['2³² by 2³²', [ispe(0xffff_ffff, 0xffff_ffff)]],
    ['no pixels', [ispe(0, 16)]],
    ['the second of two images', [ispe(24, 16), ispe(65_535, 65_535)]],
  ])('for its pixels, before any is passed: %s', async (_, sizes) => {
    expect(await why(join(FTYP, meta(...sizes), MDAT))).toBe('too_many_pixels')
  })

  it('only beyond the limits', async () => {
    expect(await why(join(FTYP, meta(ispe(8_000, 5_000)), MDAT))).toBeUndefined()
    expect(await why(join(FTYP, meta(ispe(8_000, 5_001)), MDAT))).toBe('too_many_pixels')
    expect(await refusal(AVIF, { ...WITH_AVIF, maxBytes: AVIF.length - 1 })).toBe('too_large')
  })

  const brands = (count: number) =>
    box('ftyp', latin1('avif\0\0\0\0avif'), latin1('miaf'.repeat(count)), latin1('avis'))
  it.each([
    ['a brand behind the first 64 bytes', join(brands(20), AVIF.subarray(FTYP_END))],
    ['a movie', insert(AVIF, META_END, box('moov', new Uint8Array(8)))],
    ['a movie at its end', join(AVIF, box('moov', new Uint8Array(8)))],
    ['a fragment', join(AVIF, box('moof'))],
  ])('animated, by %s', async (_, picture) => {
    expect(await why(picture)).toBe('animated')
  })

  it.each([
    ['malformed', 'no size', join(FTYP, meta(), MDAT)],
    ['malformed', 'a size of another length', join(FTYP, meta(fullBox('ispe', new Uint8Array(4))), MDAT)],
    ['malformed', 'two descriptions', insert(AVIF, META_END, meta(ispe(24, 16)))],
    ['malformed', 'two types', insert(AVIF, FTYP_END, FTYP)],
    ['malformed', 'a property longer than its container', join(FTYP, meta(latin1('\0\0\0\x20ispe')), MDAT)],
    ['malformed', 'a box shorter than its header', join(AVIF, latin1('\0\0\0\x07free'))],
    ['malformed', 'more boxes than are read', join(AVIF, ...Array(10_000).fill(box('free')))],
    ['malformed', 'a box that ends where the file does', join(FTYP, meta(ispe(24, 16)), latin1('\0\0\0\0mdat'), MDAT)],
    ['unsupported', 'pixels before their description', join(FTYP, MDAT, AVIF.subarray(FTYP_END, META_END))],
    [
      'unsupported',
      'a description of more than 64 KiB',
      join(FTYP, meta(ispe(24, 16), box('colr', new Uint8Array(65_536))), MDAT),
    ],
    ['truncated', 'no pixels', AVIF.subarray(0, META_END)],
    ['truncated', 'a page behind its end', join(AVIF, latin1('<html><script>secret</script></html>'))],
    ['truncated', 'a ZIP behind its end', join(AVIF, latin1('PK\x03\x04secret'))],
  ])('as %s: %s', async (reason, _, picture) => {
    expect(await why(picture)).toBe(reason)
  })
})

it('passes or refuses ones of which some bytes are others, and changes none', async () => {
  const changes = fc.array(fc.tuple(fc.nat(AVIF.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(changes, fc.integer({ min: 1, max: 700 }), async (others, size) => {
      const bytes = AVIF.slice()
      for (const [at, value] of others) bytes[at] = value
      if ((await why(bytes, size)) === undefined) expect(await strip(bytes, WITH_AVIF, size)).toEqual(bytes)
    }),
    { numRuns: 500 },
  )
})

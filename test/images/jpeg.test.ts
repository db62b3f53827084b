import exifr from 'exifr'
import { describe, expect, it } from 'vitest'
import { JPEG } from './drawn.ts'
import { cameraExif, insert, join, LIMITS, latin1, refusal, segment, strip, textOf } from './support.ts'

const FRAME = textOf(JPEG).indexOf('\xff\xc0')
const SCAN = textOf(JPEG).indexOf('\xff\xda')
const EVERYTHING = { tiff: true, exif: true, gps: true, xmp: true, icc: true, iptc: true, jfif: true }

const XMP = segment(0xe1, latin1('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret</x:xmpmeta>'))
const METADATA = [
  cameraExif(6),
  XMP,
  segment(0xe2, latin1('MPF\0secret')),
  segment(0xed, latin1('Photoshop 3.0\x008BIMsecret')),
  segment(0xe5, latin1('secret')),
  segment(0xfe, latin1('secret')),
]

it('leaves a picture without metadata as it is', async () => {
  expect(await strip(JPEG)).toEqual(JPEG)
})

it('takes out where it was taken, and keeps the colours and how it is turned', async () => {
  const taken = insert(JPEG, FRAME, ...METADATA)
  expect(await exifr.gps(taken)).toEqual({ latitude: expect.closeTo(48.858, 2), longitude: expect.closeTo(2.294, 2) })
  const before = await exifr.parse(taken, EVERYTHING)
  expect(before).toMatchObject({ Make: 'Nosyphon', ProfileDescription: expect.any(String) })

  const stripped = await strip(taken)
  expect(await exifr.gps(stripped)).toBeUndefined()
  const after = await exifr.parse(stripped, EVERYTHING)
  expect(after.Make).toBeUndefined()
  expect(after.ProfileDescription).toBe(before.ProfileDescription)
  expect(await exifr.orientation(stripped)).toBe(6)
  expect(textOf(stripped)).not.toMatch(/secret|Nosyphon/)
  expect(stripped.length).toBe(JPEG.length + 36)
})

it.each([1, 0, 9])('has no Exif at all for the orientation %i', async (orientation) => {
  expect(await strip(insert(JPEG, FRAME, cameraExif(orientation)))).toEqual(JPEG)
})

it('drops the metadata between the scans and before the end', async () => {
  expect(await strip(insert(JPEG, JPEG.length - 2, segment(0xfe, latin1('secret')), XMP))).toEqual(JPEG)
})

it('drops the thumbnail of JFIF, which may show what was cut away', async () => {
  const [, , , , , , , , , , , , , , , , , , width] = JPEG
  expect(width).toBe(0)
  const jfif = segment(0xe0, join(JPEG.subarray(6, 18), Uint8Array.of(1, 1, 1, 2, 3)))
  expect(await strip(join(JPEG.subarray(0, 2), jfif, JPEG.subarray(20)))).toEqual(JPEG)
})

it('keeps what Adobe says of the colours', async () => {
  const adobe = segment(0xee, latin1('Adobe\0\x64\0\0\0\0\x01'))
  const picture = insert(JPEG, FRAME, adobe)
  expect(await strip(picture)).toEqual(picture)
  expect(await strip(insert(JPEG, FRAME, segment(0xee, latin1('Adobe\0\x64\0\0\0\0\x01secret'))))).toEqual(picture)
})

it('passes restarts, stuffed zeros and several scans, and drops the fill bytes between segments', async () => {
  const head = JPEG.subarray(0, SCAN)
  const scan = JPEG.subarray(SCAN, SCAN + 14)
  const data = latin1('a\xff\0b\xff\xd0\xff\xff\xd7\xff\0\xff\xff\0')
  const table = segment(0xdd, new Uint8Array(2))
  const clean = join(head, scan, data, table, scan, data, latin1('\xff\xd9'))
  const filled = join(
    head,
    latin1('\xff\xff'),
    scan,
    data,
    table,
    new Uint8Array(99).fill(0xff),
    scan,
    data,
    latin1('\xff\xd9'),
  )
  for (const size of [1, 2, 3, 5, 65_536]) {
    expect(await strip(clean, LIMITS, size)).toEqual(clean)
    expect(await strip(filled, LIMITS, size)).toEqual(clean)
  }
})

describe('that is something else as well', () => {
  it.each([
    ['a ZIP behind it', join(JPEG, latin1('PK\x03\x04secret'))],
    ['a film behind it', join(JPEG, latin1('\0\0\0\x18ftypmp42'), new Uint8Array(200_000))],
    ['another picture behind it', join(JPEG, JPEG)],
    ['a script in its comment', insert(JPEG, FRAME, segment(0xfe, latin1('*/=alert("secret")/*')))],
    ['a page in a segment', insert(JPEG, 20, segment(0xef, latin1('<html><script>secret</script>')))],
  ])('loses %s', async (_, picture) => {
    expect(await strip(picture)).toEqual(JPEG)
  })

  it('counts what is behind it', async () => {
    expect(await refusal(join(JPEG, new Uint8Array(9 * 1024 * 1024)))).toBe('too_large')
  })
})

describe('is refused', () => {
  const resized = (width: number, height: number) => {
    const picture = JPEG.slice()
    picture.set([height >> 8, height & 0xff, width >> 8, width & 0xff], FRAME + 5)
    return picture
  }

  it.each([
    [65_535, 65_535],
    [8_000, 5_001],
    [0, 16],
    [24, 0],
  ])('at %i by %i pixels', async (width, height) => {
    expect(await refusal(resized(width, height))).toBe('too_many_pixels')
  })

  it('only beyond the limit', async () => {
    expect(await refusal(resized(8_000, 5_000))).toBeUndefined()
  })

  it('truncated at any byte', async () => {
    const picture = insert(JPEG, FRAME, ...METADATA)
    for (let length = 0; length < picture.length; length++) {
      expect(await refusal(picture.subarray(0, length))).toBe(length < 3 ? 'not_a_picture' : 'truncated')
    }
  })

  it('with more before the frame than is held', async () => {
    const profile = segment(0xe2, join(latin1('ICC_PROFILE\0'), new Uint8Array(60_000)))
    expect(await refusal(insert(JPEG, FRAME, ...Array(17).fill(profile)))).toBeUndefined()
    expect(await refusal(insert(JPEG, FRAME, ...Array(18).fill(profile)))).toBe('too_large')
  })

  it('with more segments than anybody makes', async () => {
    const comment = segment(0xfe, new Uint8Array())
    expect(await refusal(insert(JPEG, FRAME, ...Array(9_900).fill(comment)))).toBeUndefined()
    expect(await refusal(insert(JPEG, FRAME, ...Array(10_000).fill(comment)))).toBe('malformed')
  })

  it('with more scans than anybody makes', async () => {
    const scan = JPEG.subarray(SCAN, SCAN + 14)
    expect(await refusal(insert(JPEG, SCAN, ...Array(99).fill(scan)))).toBeUndefined()
    expect(await refusal(insert(JPEG, SCAN, ...Array(100).fill(scan)))).toBe('malformed')
  })

  it.each([
    ['two frames', 'malformed', insert(JPEG, FRAME, JPEG.subarray(FRAME, FRAME + 19))],
    ['no scan', 'malformed', join(JPEG.subarray(0, SCAN), latin1('\xff\xd9'))],
    ['a scan before the frame', 'malformed', insert(JPEG, FRAME, JPEG.subarray(SCAN, SCAN + 14))],
    ['bytes between segments', 'malformed', insert(JPEG, FRAME, latin1('x'))],
    ['a segment shorter than its length', 'malformed', insert(JPEG, FRAME, latin1('\xff\xfe\0\x01'))],
    ['a frame of another length', 'malformed', insert(JPEG, FRAME, segment(0xc0, new Uint8Array(8)))],
    ['more in a quantization table', 'malformed', insert(JPEG, FRAME, segment(0xdb, new Uint8Array(66)))],
    ['more in a Huffman table', 'malformed', insert(JPEG, FRAME, segment(0xc4, new Uint8Array(18)))],
    ['more in a restart interval', 'malformed', insert(JPEG, FRAME, segment(0xdd, new Uint8Array(4)))],
    ['less in a scan', 'malformed', insert(JPEG, SCAN, segment(0xda, latin1('\x01\0\0')))],
    ['a table without anything', 'malformed', insert(JPEG, FRAME, segment(0xdb, new Uint8Array()))],
    ['arithmetic coding', 'unsupported', insert(JPEG, FRAME, segment(0xc9, new Uint8Array(15)))],
    ['a marker that is reserved', 'malformed', insert(JPEG, FRAME, segment(0x02, new Uint8Array(2)))],
  ])('with %s', async (_, reason, picture) => {
    expect(await refusal(picture)).toBe(reason)
  })
})

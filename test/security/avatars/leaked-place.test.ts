import exifr from 'exifr'
import { beforeEach, describe, expect, it } from 'vitest'
import { AVIF, JPEG, PNG, WEBP_LOSSY } from '../../images/drawn.ts'
import { cameraExif, cameraTiff, insert, join, pngChunk, textOf, uint32, webpChunk } from '../../images/support.ts'
import { emptyBucket, picture, uploaded, withoutImages } from '../../support/avatars.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Attack: read out of somebody's picture where they live, and with what it was taken.

beforeEach(emptyBucket)

/** The WebP with Exif, whose file says how long it is. */
function webpWithExif(): Uint8Array<ArrayBuffer> {
  const longer = join(WEBP_LOSSY, webpChunk('EXIF', cameraTiff(1)))
  longer.set(uint32(longer.length - 8, true), 4)
  return longer
}

const TAKEN = {
  JPEG: insert(JPEG, 2, cameraExif(1)),
  PNG: insert(PNG, 33, pngChunk('eXIf', cameraTiff(1))),
  WebP: webpWithExif(),
}
const KEPT = Object.entries(TAKEN).map(
  ([format, bytes]) => [`${format}, kept in its size`, bytes, withoutImages] as const,
)
const SQUARES = Object.entries({ ...TAKEN, AVIF }).map(
  ([format, bytes]) => [`${format}, of which squares are made`, bytes, call] as const,
)

describe.each([...KEPT, ...SQUARES])('%s', (_, bytes, service) => {
  it('tells nothing but its pixels', async () => {
    expect(textOf(bytes)).toContain('Nosyphon')
    const { token } = await registerUser()
    const path = await uploaded(token, bytes, service)
    for (const query of ['', '?size=96']) {
      const served = textOf(new Uint8Array(await (await picture(path + query)).arrayBuffer()))
      expect(served).not.toMatch(/Nosyphon|EXIF|eXIf|Exif|XMP|II\*/)
    }
  })
})

const photos = import.meta.glob<string>('/test/images/photos/*.jpg', {
  query: '?inline',
  import: 'default',
  eager: true,
})
const EVERYTHING = {
  tiff: true,
  ifd1: true,
  exif: true,
  gps: true,
  interop: true,
  xmp: true,
  iptc: true,
  icc: true,
  jfif: true,
}
/** What must not be there afterwards, in whatever form: places, names, programs, dates and serial numbers of the photograph. */
const TELLING = /PENTAX|RICOH|Lightroom|Malaga|Benalm|Spain|pedersen|2017|Photoshop 3|Exif\0|adobe\.com|36\.597|8BIM/i

/** The bytes of a photograph. */
async function photo(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(photos[`/test/images/photos/${name}`] ?? '')).arrayBuffer())
}

/** From the quantization tables to the end: what the pixels are made of. A thumbnail has such tables before them. */
const pixels = (bytes: Uint8Array) => bytes.subarray(textOf(bytes).lastIndexOf('\xff\xdb'))

it("a real camera's photograph is served without where, when and with what it was taken, as a reader says that is not ours", async () => {
  const original = await photo('pentax-k3.jpg')
  const before = await exifr.parse(original, EVERYTHING)
  expect(before).toMatchObject({
    latitude: expect.closeTo(36.597, 3),
    longitude: expect.closeTo(-4.508, 3),
    GPSDateStamp: '2017:10:27',
    Make: 'RICOH IMAGING COMPANY, LTD.',
    Model: 'PENTAX K-3 II',
    LensModel: expect.stringContaining('PENTAX-DA'),
    DateTimeOriginal: expect.any(Date),
    Artist: 'bjorn.erik.pedersen@gmail.com',
    Keywords: ['Malaga', 'Torremolinos'],
    CreatorTool: expect.stringContaining('Lightroom'),
    ProfileDescription: 'sRGB IEC61966-2.1',
  })
  expect(await exifr.thumbnail(original)).toBeDefined()
  expect(textOf(original)).toMatch(TELLING)

  const { token } = await registerUser()
  const response = await picture(await uploaded(token, original))
  const served = new Uint8Array(await response.arrayBuffer())
  expect(await exifr.gps(served)).toBeUndefined()
  expect(await exifr.thumbnail(served)).toBeUndefined()
  const profile = await exifr.parse(original, { icc: true, tiff: false, mergeOutput: true })
  expect(await exifr.parse(served, EVERYTHING)).toEqual(profile)
  expect(textOf(served)).not.toMatch(TELLING)
  expect(textOf(pixels(served))).toBe(textOf(pixels(original)))
})

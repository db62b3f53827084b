import exifr from 'exifr'
import { beforeEach, expect, it } from 'vitest'
import { emptyBucket, picture, uploaded } from '../../support/avatars.ts'
import { registerUser } from '../../support/users.ts'

// Attack: find out from somebody's picture where they live, when they were there, and by what they can be known elsewhere. The
// picture is a real camera's, and what is in it says a reader that is not ours.

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

beforeEach(emptyBucket)

/** The bytes of a photograph. */
async function photo(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(photos[`/test/images/photos/${name}`] ?? '')).arrayBuffer())
}

const latin1 = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

/** From the quantization tables to the end: what the pixels are made of. A thumbnail has such tables before them. */
const pixels = (bytes: Uint8Array) => bytes.subarray(latin1(bytes).lastIndexOf('\xff\xdb'))

it("a camera's photograph is served without where, when and with what it was taken", async () => {
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
  expect(latin1(original)).toMatch(TELLING)

  const { token } = await registerUser()
  const response = await picture(await uploaded(token, original))
  const served = new Uint8Array(await response.arrayBuffer())
  expect(await exifr.gps(served)).toBeUndefined()
  expect(await exifr.thumbnail(served)).toBeUndefined()
  const profile = await exifr.parse(original, { icc: true, tiff: false, mergeOutput: true })
  expect(await exifr.parse(served, EVERYTHING)).toEqual(profile)
  expect(latin1(served)).not.toMatch(TELLING)
  expect(latin1(pixels(served))).toBe(latin1(pixels(original)))
})

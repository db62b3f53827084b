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

import { beforeEach, describe, expect, it } from 'vitest'
import { AVIF, JPEG, WEBP_LOSSY } from '../../images/drawn.ts'
import { textOf } from '../../images/support.ts'
import { emptyBucket, refusingImages, storedObjects, upload, withoutImages } from '../../support/avatars.ts'
import { PNG } from '../../support/pictures.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Attack: have whoever decodes a picture take gigabytes, by a tiny file that says that it is huge.

beforeEach(emptyBucket)

/** The picture with other bytes at a place that it is found by. */
function patched(picture: Uint8Array, marker: string, offset: number, bytes: number[]): Uint8Array<ArrayBuffer> {
  const changed = picture.slice()
  changed.set(bytes, textOf(picture).indexOf(marker) + offset)
  return changed
}

const BOMBS = {
  PNG: patched(PNG, 'IHDR', 4, [0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]),
  JPEG: patched(JPEG, '\xff\xc0', 5, [0xff, 0xff, 0xff, 0xff]),
  WebP: patched(WEBP_LOSSY, 'VP8X', 12, [0xff, 0x3f, 0, 0xff, 0x3f, 0]),
  AVIF: patched(AVIF, 'ispe', 8, [0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]),
}

describe.each(Object.entries(BOMBS))('%s', (_, bomb) => {
  it('is refused before anything decodes it, and nothing is stored', async () => {
    const { token } = await registerUser()
    const { asked, IMAGES } = refusingImages()
    for (const service of [serviceWith({ IMAGES }), withoutImages]) {
      const { status, body } = await upload(token, bomb, service)
      expect([status, body.code]).toEqual([422, 'picture_refused'])
    }
    expect(asked.times).toBe(0)
    expect(await storedObjects()).toEqual([])
  })
})

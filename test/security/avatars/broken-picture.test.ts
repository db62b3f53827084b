import { beforeEach, describe, expect, it } from 'vitest'
import { AVIF, JPEG, PNG, WEBP_LOSSY } from '../../images/drawn.ts'
import { insert, join, latin1, pngChunk, uint32 } from '../../images/support.ts'
import { emptyBucket, storedObjects, upload, withoutImages } from '../../support/avatars.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Attack: have a decoder read what is not there, or what moves, by files that begin as a picture does.

beforeEach(emptyBucket)

const cut = (picture: Uint8Array) => picture.slice(0, picture.length - 20)
const animatedWebp = WEBP_LOSSY.slice()
animatedWebp[20] = (animatedWebp[20] ?? 0) | 0x02 // the flag of VP8X

describe.each([
  ['a truncated JPEG', cut(JPEG)],
  ['a truncated PNG', cut(PNG)],
  ['a truncated WebP', cut(WEBP_LOSSY)],
  ['a truncated AVIF', cut(AVIF)],
  ['an animated PNG', insert(PNG, 33, pngChunk('acTL', new Uint8Array(8)))],
  ['an animated WebP', animatedWebp],
  ['an animated AVIF', join(AVIF, uint32(16, false), latin1('moov'), new Uint8Array(8))],
  ['an animated AVIF by its brand', join(latin1('\0\0\0\x1cftypavis\0\0\0\0avifmsf1miaf'), AVIF.subarray(28))],
  ['a GIF', latin1('GIF89a\x01\0\x01\0\0\0\0;')],
  ['a page behind an AVIF', join(AVIF, latin1('<html><script>alert(1)</script></html>'))],
])('%s', (_, bytes) => {
  it('is refused, and nothing is stored', async () => {
    const { token } = await registerUser()
    for (const service of [call, withoutImages]) {
      const { status, body } = await upload(token, bytes, service)
      expect([status, body.code]).toEqual([422, 'picture_refused'])
    }
    expect(await storedObjects()).toEqual([])
  })
})

import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { AVIF, JPEG, PNG, WEBP_LOSSLESS, WEBP_LOSSY } from '../../images/drawn.ts'
import { cameraExif, insert, pngChunks } from '../../images/support.ts'
import { avatarRows, emptyBucket, picture, storedObjects, upload, uploaded } from '../../support/avatars.ts'
import { runCron } from '../../support/cron.ts'
import { expectLogs } from '../../support/logs.ts'
import { call } from '../../support/service.ts'
import { PASSWORD, registerUser, type SignedIn } from '../../support/users.ts'

let user: SignedIn

beforeEach(async () => {
  await emptyBucket()
  user = await registerUser()
})

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

/** Format, width and height, as a decoder sees them. */
async function sizeOf(response: Response): Promise<unknown[]> {
  const { format, ...size } = await env.IMAGES.info(new Blob([await bytesOf(response)]).stream())
  return [format, 'width' in size && size.width, 'height' in size && size.height]
}

/** The colours of its four quarters, row by row. */
async function cornersOf(path: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const served = new Blob([await bytesOf(await picture(path))]).stream()
  const made = env.IMAGES.input(served)
    .transform({ width: 2, height: 2, fit: 'squeeze' })
    .output({ format: 'image/png' })
  const png = await bytesOf((await made).response())
  const data = pngChunks(png).find(({ type }) => type === 'IDAT')?.content ?? new Uint8Array()
  const inflated = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate'))
  const rows = await bytesOf(new Response(inflated)) // two, each behind its filter, which is none
  return [1, 4, 8, 11].map((at) => rows.subarray(at, at + 3))
}

const distance = (one = new Uint8Array(), other = new Uint8Array()) =>
  Math.max(...one.map((channel, at) => Math.abs(channel - (other[at] ?? 0))))

async function sweep(): Promise<void> {
  expectLogs('swept')
  await runCron()
}

describe('squares in WebP', () => {
  it.each([
    ['JPEG', JPEG],
    ['PNG', PNG],
    ['WebP with loss', WEBP_LOSSY],
    ['WebP without loss', WEBP_LOSSLESS],
    ['AVIF', AVIF],
  ])('are made of a %s, of 512 pixels and of 96, and nothing else is stored', async (_, bytes) => {
    const path = await uploaded(user.token, bytes, call)
    const [large, small] = [await picture(path), await picture(`${path}?size=96`)]
    for (const { status, headers } of [large, small]) {
      expect([status, headers.get('content-type')]).toEqual([200, 'image/webp'])
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    }
    expect(await sizeOf(large)).toEqual(['image/webp', 512, 512])
    expect(await sizeOf(small)).toEqual(['image/webp', 96, 96])
    const key = path.slice('/avatars/'.length)
    expect(await storedObjects()).toEqual([`avatars/${key}`, `avatars/${key}-96`])
  })

  it('are as upright as the picture', async () => {
    const turned = insert(JPEG, 2, cameraExif(6)) // which is shown turned to the right
    const [topLeft, topRight, bottomLeft, bottomRight] = await cornersOf(await uploaded(user.token, JPEG, call))
    const corners = await cornersOf(await uploaded(user.token, turned, call))
    for (const [at, expected] of [bottomLeft, topLeft, bottomRight, topRight].entries()) {
      expect(distance(corners[at], expected)).toBeLessThan(12)
    }
    expect(distance(topLeft, bottomLeft)).toBeGreaterThan(24) // or the test would see nothing
  })

  it('have an ETag each', async () => {
    const path = await uploaded(user.token, JPEG, call)
    const [large, small] = [await picture(path), await picture(`${path}?size=96`)]
    const etags = [large.headers.get('etag') ?? '', small.headers.get('etag') ?? '']
    await Promise.all([large.arrayBuffer(), small.arrayBuffer()])
    expect(new Set(etags).size).toBe(2)
    const again = (query: string, etag: string) => picture(path + query, { 'if-none-match': etag })
    expect((await again('', etags[0] ?? '')).status).toBe(304)
    expect((await again('?size=96', etags[1] ?? '')).status).toBe(304)
    const other = await again('?size=96', etags[0] ?? '')
    expect(other.status).toBe(200)
    await other.arrayBuffer()
  })

  it.each(['?size=512', '?size=95', '?size=', '?size=96.0', '?size=-1', '?large'])(
    'have no other size: %s',
    async (query) => {
      const path = await uploaded(user.token, JPEG, call)
      expect(await sizeOf(await picture(path + query))).toEqual(['image/webp', 512, 512])
    },
  )

  it('are not there for a picture that was uploaded without Images: it takes their place', async () => {
    const path = await uploaded(user.token, JPEG)
    const small = await picture(`${path}?size=96`)
    expect(small.headers.get('content-type')).toBe('image/jpeg')
    expect(await bytesOf(small)).toEqual(await bytesOf(await picture(path)))
    const etag = small.headers.get('etag') ?? ''
    expect((await picture(`${path}?size=96`, { 'if-none-match': etag })).status).toBe(304)
  })
})

describe('both squares are deleted', () => {
  it('with the next upload', async () => {
    const first = await uploaded(user.token, JPEG, call)
    const second = await uploaded(user.token, JPEG, call)
    expect((await picture(`${first}?size=96`)).status).toBe(404)
    expect((await storedObjects()).every((name) => name.includes(second.slice('/avatars/'.length)))).toBe(true)
  })

  it('when the picture is removed', async () => {
    await uploaded(user.token, JPEG, call)
    await call('/users/profile/avatar', { method: 'DELETE', token: user.token })
    expect(await storedObjects()).toEqual([])
  })

  it('with the account, by the sweep', async () => {
    await uploaded(user.token, JPEG, call)
    await call('/users/account', { method: 'DELETE', token: user.token, body: { password: PASSWORD } })
    expect(await storedObjects()).toHaveLength(2)
    await sweep()
    expect([await storedObjects(), await avatarRows()]).toEqual([[], []])
  })
})

it('AVIF is refused without Images, and nothing is stored', async () => {
  expect((await upload(user.token, AVIF)).body.code).toBe('picture_refused')
  expect([await storedObjects(), await avatarRows()]).toEqual([[], []])
})

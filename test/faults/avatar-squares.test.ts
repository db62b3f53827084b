import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { AVIF, JPEG } from '../images/drawn.ts'
import { latin1 } from '../images/support.ts'
import {
  avatarRows,
  brokenBody,
  bucketWith,
  emptyBucket,
  imagesWith,
  picture,
  refusingImages,
  storedObjects,
  upload,
  uploaded,
} from '../support/avatars.ts'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { pngOf } from '../support/pictures.ts'
import { call, serviceWith } from '../support/service.ts'
import { registerUser, type SignedIn } from '../support/users.ts'

let user: SignedIn
let first: string

beforeEach(async () => {
  await emptyBucket()
  stopClock()
  user = await registerUser()
  first = await uploaded(user.token, JPEG, call)
})

/** Uploads with other bindings, and gives the status, the code, and the reason that the log has. */
async function attempt(overrides: Record<string, unknown>, bytes = JPEG): Promise<unknown[]> {
  const { status, body } = await upload(user.token, bytes, serviceWith(overrides))
  return [status, body.code, logged('request').at(-1)?.reason]
}

/** Nothing but the first picture is there, at once and after the sweep. */
async function expectFirstAlone(storedAtOnce = 2): Promise<void> {
  expect(await storedObjects()).toHaveLength(storedAtOnce)
  expect((await call('/users/profile', { token: user.token })).body.data.avatarUrl).toContain(first)
  expectLogs('swept')
  advance(61 * MINUTE)
  await runCron()
  for (const query of ['', '?size=96']) expect((await picture(first + query)).status).toBe(200)
  expect(await storedObjects()).toHaveLength(2)
  expect(await avatarRows()).toMatchObject([{ delete_at: null }])
}

/** Images that does its work for the large square, and something else for the small one. */
function imagesOnce(second: ImagesBinding['input']): ImagesBinding {
  let isFirst = true
  return imagesWith((stream) => {
    if (!isFirst) return second(stream)
    isFirst = false
    return env.IMAGES.input(stream)
  })
}

/** Images that makes this of every picture. */
const imagesThatMake = (bytes: Uint8Array<ArrayBuffer>): ImagesBinding =>
  imagesWith((stream) => {
    const output = async () => {
      await new Response(stream).arrayBuffer()
      return { image: () => new Blob([bytes]).stream() } as ImageTransformationResult
    }
    const transformer = { transform: () => transformer, output }
    return transformer as unknown as ImageTransformer
  })

describe('an upload leaves the picture before it, and nothing else,', () => {
  it.each([9412, 9413, 9420, 9516, 9520])('if Images says that the picture is at fault: %s', async (code) => {
    for (const bytes of [JPEG, AVIF]) {
      expect(await attempt({ IMAGES: refusingImages(code).IMAGES }, bytes)).toEqual([
        422,
        'picture_refused',
        `images ${code}`,
      ])
    }
    await expectFirstAlone()
  })

  it.each([9401, 9402, 9422, 9430, 9432, 9522, 9523, 9529])(
    'if Images fails, or the account may not: %s',
    async (code) => {
      expect(await attempt({ IMAGES: refusingImages(code).IMAGES })).toEqual([503, 'unavailable', `images ${code}`])
      await expectFirstAlone()
    },
  )

  it('if Images fails at the small square', async () => {
    expect(await attempt({ IMAGES: imagesOnce(refusingImages().IMAGES.input) })).toEqual([
      503,
      'unavailable',
      'images 9523',
    ])
    await expectFirstAlone()
  })

  it('if Images is lost without a word of its own', async () => {
    const IMAGES = imagesWith(() => {
      throw new Error('Network connection lost.')
    })
    expect(await attempt({ IMAGES })).toEqual([503, 'unavailable', 'images'])
    await expectFirstAlone()
  })

  it.each([
    ['a larger picture', 'too_many_pixels', () => squareOf(1_024)],
    ['more than a square can need', 'too_large', async () => pngOf(3 * 1_024 * 1_024)],
    ['a part of a square', 'truncated', async () => (await squareOf(512)).slice(0, -20)],
    ['no picture', 'not_a_picture', async () => latin1('ok')],
    ['nothing', 'not_a_picture', async () => new Uint8Array()],
  ])('if Images makes %s of it', async (_, reason, make) => {
    const IMAGES = imagesThatMake(await make())
    expect(await attempt({ IMAGES })).toEqual([503, 'unavailable', `square ${reason}`])
    await expectFirstAlone()
  })

  it('if R2 takes the large square and not the small one', async () => {
    let stored: Promise<unknown> | undefined
    const put = async (...args: Parameters<R2Bucket['put']>) => {
      if (args[0].endsWith('-96')) {
        await stored
        throw new Error('put: We encountered an internal error. Please try again. (10001)')
      }
      const large = env.AVATARS.put(...args)
      stored = large
      return large
    }
    expect(await attempt({ AVATARS: bucketWith({ put }) })).toEqual([503, 'unavailable', 'r2'])
    await expectFirstAlone(3)
  })

  it('if the body breaks off while Images reads it', async () => {
    const { body } = await upload(user.token, brokenBody(JPEG.slice(0, 700)), call)
    expect(body.code).toBe('malformed_body')
    await expectFirstAlone()
  })
})

async function squareOf(size: number): Promise<Uint8Array<ArrayBuffer>> {
  const made = env.IMAGES.input(new Blob([JPEG]).stream()).transform({ width: size, height: size, fit: 'cover' })
  return new Uint8Array(await (await made.output({ format: 'image/webp' })).response().arrayBuffer())
}

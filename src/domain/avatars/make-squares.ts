import { PictureRefused } from '../../images/picture-refused.ts'
import { type PictureFormat, sniff } from '../../images/sniff.ts'
import { stripMetadata } from '../../images/strip-metadata.ts'
import { AVATAR_SIZE, SMALL_AVATAR_SIZE } from '../../model/avatars.ts'
import { Problem } from '../../model/problem.ts'
import { refused } from './clean-picture.ts'

/** More than a square of 512 pixels can need; what is longer is none, and not held. */
const MAX_SQUARE_BYTES = 2 * 1_024 * 1_024

/**
 * The codes that say that the picture is at fault: no image, a format that is not read (such as AVIF, on most plans), too
 * large, not decoded. All others are of the account or the service, also among those below 9500
 * (developers.cloudflare.com/images/reference/errors).
 */
const PICTURE_CODES = [9412, 9413, 9420, 9516, 9520]

/** A picture in memory. */
export interface Square {
  contentType: `image/${PictureFormat}`
  bytes: Uint8Array<ArrayBuffer>
}

/**
 * The middle of a picture as a square of 512 pixels, upright, and that one in 96, as WebP, by Cloudflare Images. A smaller
 * picture is enlarged. Throws what `bytes` throws, `picture_refused` for what Images cannot read, and `unavailable` if it
 * fails.
 */
export async function makeSquares(
  images: ImagesBinding,
  bytes: AsyncGenerator<Uint8Array, void>,
): Promise<{ large: Square; small: Square }> {
  const large = await squareOf(images, bytes, AVATAR_SIZE)
  return { large, small: await squareOf(images, once(large.bytes), SMALL_AVATAR_SIZE) }
}

async function squareOf(images: ImagesBinding, bytes: AsyncGenerator<Uint8Array, void>, size: number): Promise<Square> {
  const source = { failure: undefined as unknown }
  const square = await askImages(images, streamOf(bytes, source), size).catch((error: unknown) => {
    throw source.failure ?? error
  })
  if (source.failure) throw source.failure
  return square
}

async function askImages(images: ImagesBinding, source: ReadableStream<Uint8Array>, size: number): Promise<Square> {
  try {
    const made = await images
      .input(source)
      .transform({ width: size, height: size, fit: 'cover' })
      .output({ format: 'image/webp' })
    return await readSquare(made.image(), size)
  } catch (error) {
    if (error instanceof PictureRefused) throw failed(`square ${error.reason}`)
    const code = error instanceof Error && 'code' in error ? Number(error.code) : Number.NaN
    const reason = Number.isNaN(code) ? 'images' : `images ${code}`
    throw PICTURE_CODES.includes(code) ? refused(reason) : failed(reason)
  }
}

/**
 * Reads a square, and leaves out what may have come along: Images passes on Content Credentials, if its owner has it do
 * so. Throws `PictureRefused` if it is not what was asked for.
 */
async function readSquare(made: ReadableStream<Uint8Array>, size: number): Promise<Square> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const limits = { maxBytes: MAX_SQUARE_BYTES, maxPixels: size * size }
  for await (const part of stripMetadata(made, limits)) parts.push(part as Uint8Array<ArrayBuffer>)
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  const format = sniff(bytes)
  if (!format) throw new PictureRefused('not_a_picture')
  return { contentType: `image/${format}`, bytes }
}

/**
 * The bytes as a stream that ends where they fail, and says so: if it failed itself, Images would leave that error behind
 * as one that nobody has caught.
 */
function streamOf(bytes: AsyncGenerator<Uint8Array, void>, source: { failure: unknown }): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await bytes.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          source.failure = error
          controller.close()
        }
      },
      async cancel() {
        await bytes.return()
      },
    },
    { highWaterMark: 0 },
  )
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes
}

const failed = (reason: string) => new Problem('unavailable', { reason })

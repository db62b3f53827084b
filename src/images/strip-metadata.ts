import { checkAvif } from './avif.ts'
import { ByteReader } from './byte-reader.ts'
import { stripJpeg } from './jpeg.ts'
import { PictureRefused } from './picture-refused.ts'
import { stripPng } from './png.ts'
import { SNIFF_BYTES, sniff } from './sniff.ts'
import { stripWebp } from './webp.ts'

export interface PictureLimits {
  readonly maxPixels: number
  /** Of what is uploaded, with all that is dropped of it. */
  readonly maxBytes: number
  /** Whether AVIF is passed as it is, for whoever decodes it and keeps nothing of it. */
  readonly withAvif?: boolean
}

/**
 * The picture without metadata: pixels and colours as they were, not decoded, and nothing that says where, when and
 * with what it was taken. What is behind its end is dropped, and never longer than `source` is what is read of it.
 *
 * The stream fails with `PictureRefused` for all that is no still JPEG, PNG or WebP within `limits` and whole; so what
 * was read of it before is worth nothing, and only what ended is to be kept. AVIF is `unsupported`, or passed with its
 * metadata (`withAvif`): they are items among those of the pixels, at offsets that the file says elsewhere (ISO/IEC
 * 23008-12 §6), so no stream can leave them out. No pixel comes before the size is known to be allowed. Held are one chunk
 * of the source and at most 64 KiB, of a JPEG 1 MiB more (`stripJpeg`), whatever the bytes claim. A failure of `source` is
 * passed on as it is; if the stream is cancelled or fails, `source` is cancelled.
 *
 * It is our own because no library does this to the streams of the platform: exif-be-gone is for those of Node, and
 * the others want the whole picture in memory.
 */
export function stripMetadata(source: ReadableStream<Uint8Array>, limits: PictureLimits): ReadableStream<Uint8Array> {
  const reader = new ByteReader(source, limits.maxBytes)
  const parts = strip(reader, limits)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await parts.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          await reader.cancel(error).catch(() => {}) // it may be the source that failed
          throw error
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

async function* strip(reader: ByteReader, { maxPixels, withAvif }: PictureLimits): AsyncGenerator<Uint8Array, void> {
  switch (sniff(await reader.peek(SNIFF_BYTES))) {
    case 'jpeg':
      yield* stripJpeg(reader, maxPixels)
      break
    case 'png':
      yield* stripPng(reader, maxPixels)
      break
    case 'webp':
      yield* stripWebp(reader, maxPixels)
      break
    case 'avif':
      if (!withAvif) throw new PictureRefused('unsupported')
      yield* checkAvif(reader, maxPixels)
      break
    default:
      throw new PictureRefused('not_a_picture')
  }
  await reader.drain()
}

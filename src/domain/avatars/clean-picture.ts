import { PictureRefused } from '../../images/picture-refused.ts'
import { type PictureFormat, SNIFF_BYTES, sniff } from '../../images/sniff.ts'
import { stripMetadata } from '../../images/strip-metadata.ts'
import { AVATAR_MAX_BYTES, AVATAR_MAX_PIXELS } from '../../model/avatars.ts'
import { Problem } from '../../model/problem.ts'

/** Each piece takes time, whatever its size, and by itself the runtime gives 4 KiB at a time. Whoever sends slowly fills one, too. */
const PIECE_BYTES = 65_536

/** A picture as it may be stored; an AVIF as it may be decoded. */
export interface CleanPicture {
  /** By its bytes, and not by what anybody says of them. */
  contentType: `image/${PictureFormat}`
  /** Its bytes, without metadata, but for AVIF. Only what has ended is a picture. */
  bytes: AsyncGenerator<Uint8Array, void>
}

/**
 * Begins to read a picture, and to leave out its metadata. Throws, and so do its bytes, `picture_refused`, `body_too_large`,
 * and `malformed_body` for a body that breaks off. AVIF passes only `withAvif`, and with all that is in it.
 */
export async function cleanPicture(
  body: ReadableStream<Uint8Array>,
  { withAvif }: { withAvif: boolean },
): Promise<CleanPicture> {
  const limits = { maxBytes: AVATAR_MAX_BYTES, maxPixels: AVATAR_MAX_PIXELS, withAvif }
  const rest = withProblems(stripMetadata(whole(body), limits))
  const start: Uint8Array[] = []
  for (let length = 0; length < SNIFF_BYTES; ) {
    const { done, value } = await rest.next()
    if (done) break
    start.push(value)
    length += value.length
  }
  const format = sniff(new Uint8Array(await new Blob(start as Uint8Array<ArrayBuffer>[]).arrayBuffer()))
  if (!format) throw refused('not_a_picture')
  const all = async function* () {
    yield* start
    yield* rest
  }
  return { contentType: `image/${format}`, bytes: all() }
}

/** What a person can do something about is said to them; why else, the log says. */
const MESSAGES: Record<string, string> = { too_many_pixels: 'The picture has more than 50 megapixels.' }

/** The problem for what is no picture that can be used. */
export const refused = (reason: string) => {
  const message = MESSAGES[reason]
  return new Problem('picture_refused', { reason, ...(message && { message }) })
}

/** The problem for more than `AVATAR_MAX_BYTES`. */
export const tooLarge = () => new Problem('body_too_large', { message: 'The picture is larger than 8 MiB.' })

/** The body in pieces of `PIECE_BYTES`; it fails with `malformed_body` if it does not come to its end. */
function whole(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader({ mode: 'byob' })
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.readAtLeast(PIECE_BYTES, new Uint8Array(PIECE_BYTES)).catch(() => {
          throw new Problem('malformed_body')
        })
        await scheduler.wait(0) // a turn for other requests: what has arrived already would be read without one
        if (value?.length) controller.enqueue(value)
        if (done) controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

async function* withProblems(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* stream
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error
    throw error.reason === 'too_large' ? tooLarge() : refused(error.reason)
  }
}

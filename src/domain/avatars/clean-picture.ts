import { PictureRefused } from '../../images/picture-refused.ts'
import { type PictureFormat, SNIFF_BYTES, sniff } from '../../images/sniff.ts'
import { stripMetadata } from '../../images/strip-metadata.ts'
import { AVATAR_MAX_BYTES, AVATAR_MAX_PIXELS } from '../../model/avatars.ts'
import { Problem } from '../../model/problem.ts'
import { inPieces } from './in-pieces.ts'
import { wholeBody } from './whole-body.ts'

/** A picture as it may be stored; an AVIF as it may be decoded. */
export interface CleanPicture {
  /** By its bytes, and not by what anybody says of them. */
  contentType: `image/${PictureFormat}`
  /** Its bytes, without metadata, but for AVIF. Only what has ended is a picture. */
  bytes: AsyncGenerator<Uint8Array, void>
}

/**
 * Begins to read a picture, and to leave out its metadata. Throws, and so do its bytes, `picture_refused`, `body_too_large`,
 * and `malformed_body` for a body that breaks off, or comes too slowly. AVIF passes only `withAvif`, and with all that is in it.
 */
export async function cleanPicture(
  body: ReadableStream<Uint8Array>,
  { withAvif }: { withAvif: boolean },
): Promise<CleanPicture> {
  const limits = { maxBytes: AVATAR_MAX_BYTES, maxPixels: AVATAR_MAX_PIXELS, withAvif }
  const rest = withProblems(stripMetadata(wholeBody(body), limits))
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
  return { contentType: `image/${format}`, bytes: inPieces(all()) }
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

async function* withProblems(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* stream
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error
    throw error.reason === 'too_large' ? tooLarge() : refused(error.reason)
  }
}

import type { ByteReader } from './byte-reader.ts'
import { checkPixels } from './check-pixels.ts'
import { PictureRefused } from './picture-refused.ts'

const MAX_RIFF_BYTES = 2 ** 32 - 10 // §2.4
const ZEROS = new Uint8Array(16_384)

// §2.7: the flags of VP8X
const ANIMATION = 0x02
const ALPHA = 0x10
const PROFILE = 0x20

interface Chunk {
  readonly header: Uint8Array
  readonly type: string
  readonly length: number
  /** With the byte that makes an odd length even (§2.3). */
  readonly padded: number
}

/**
 * The WebP without metadata. A file of the simple layouts becomes its image chunk alone. In the extended layout the
 * file's size is said at its start, before anything is known of what is to go: so that stays, and what goes becomes
 * chunks `JUNK` of zeros, which readers ignore as they do all that they do not know (§2.7.1.5). Nothing is held but
 * headers. Throws `PictureRefused`, so for an animation.
 *
 * An orientation in Exif goes too: it comes after the pixels, and browsers turn no WebP by it.
 *
 * RFC 9649: §2.3 (RIFF), §2.4 (file header), §2.5 (VP8), §2.6 (VP8L), §2.7 (VP8X, order of chunks), §3.4 (VP8L's
 * header); RFC 6386 §9.1 (VP8's header).
 */
export async function* stripWebp(reader: ByteReader, maxPixels: number): AsyncGenerator<Uint8Array, void> {
  const file = await reader.exactly(12)
  const riffSize = new DataView(file.buffer).getUint32(4, true)
  const text = String.fromCharCode(...file)
  if (!text.startsWith('RIFF') || !text.endsWith('WEBP')) throw new PictureRefused('malformed')
  if (riffSize % 2 !== 0 || riffSize > MAX_RIFF_BYTES) throw new PictureRefused('malformed')

  const first = await readChunk(reader, riffSize - 4)
  if (first.type === 'VP8X') yield* stripExtended(reader, file, first, riffSize - 4 - 8 - first.padded, maxPixels)
  else if (isImage(first)) {
    const image = await readImage(reader, first, maxPixels)
    new DataView(file.buffer).setUint32(4, 4 + 8 + first.padded, true)
    yield file
    yield* passChunk(reader, first, image.start)
  } else throw new PictureRefused('malformed')
}

async function* stripExtended(
  reader: ByteReader,
  file: Uint8Array,
  first: Chunk,
  bytesLeft: number,
  maxPixels: number,
): AsyncGenerator<Uint8Array, void> {
  if (first.length !== 10) throw new PictureRefused('malformed')
  const canvas = await reader.exactly(10)
  const [flags = 0] = canvas
  if (flags & ANIMATION) throw new PictureRefused('animated')
  const width = 1 + uint24(canvas, 4)
  const height = 1 + uint24(canvas, 7)
  checkPixels(width, height, maxPixels)
  canvas.fill(0, 0, 4)
  canvas[0] = flags & (ALPHA | PROFILE) // neither Exif nor XMP, nor what is reserved
  yield file
  yield first.header
  yield canvas

  const seen = new Set<string>()
  let shown = false
  let left = bytesLeft
  while (left > 0) {
    const chunk = await readChunk(reader, left)
    left -= 8 + chunk.padded
    if (chunk.type === 'ANIM' || chunk.type === 'ANMF') throw new PictureRefused('animated')
    if (chunk.type === 'VP8X') throw new PictureRefused('malformed')
    if (isImage(chunk)) {
      if (shown) throw new PictureRefused('malformed')
      const image = await readImage(reader, chunk, maxPixels)
      if (image.width !== width || image.height !== height) throw new PictureRefused('malformed')
      shown = true
      yield* passChunk(reader, chunk, image.start)
    } else if (!shown && !seen.has(chunk.type) && isNeeded(chunk.type, flags)) {
      yield* passChunk(reader, chunk, new Uint8Array())
    } else {
      yield* blankChunk(reader, chunk)
    }
    seen.add(chunk.type)
  }
  if (!shown) throw new PictureRefused('malformed')
}

/** What the pixels need besides themselves, if the flags announce it. */
function isNeeded(type: string, flags: number): boolean {
  return (type === 'ICCP' && (flags & PROFILE) !== 0) || (type === 'ALPH' && (flags & ALPHA) !== 0)
}

function isImage({ type }: Chunk): boolean {
  return type === 'VP8 ' || type === 'VP8L'
}

/** The header of a chunk that has to fit into the bytes that are left. */
async function readChunk(reader: ByteReader, left: number): Promise<Chunk> {
  if (left < 8) throw new PictureRefused('malformed')
  reader.startPiece()
  const header = await reader.exactly(8)
  const length = new DataView(header.buffer).getUint32(4, true)
  const padded = length + (length % 2)
  if (8 + padded > left) throw new PictureRefused('malformed')
  return { header, type: String.fromCharCode(...header.subarray(0, 4)), length, padded }
}

/** The start of an image chunk, whose size is allowed. */
async function readImage(
  reader: ByteReader,
  { type, length }: Chunk,
  maxPixels: number,
): Promise<{ start: Uint8Array; width: number; height: number }> {
  const headerBytes = type === 'VP8L' ? 5 : 10
  if (length < headerBytes) throw new PictureRefused('malformed')
  const start = await reader.exactly(headerBytes)
  const view = new DataView(start.buffer)
  let width: number
  let height: number
  if (type === 'VP8L') {
    const bits = view.getUint32(1, true)
    if (start[0] !== 0x2f || bits >>> 29 !== 0) throw new PictureRefused('malformed')
    width = 1 + (bits & 0x3fff)
    height = 1 + ((bits >>> 14) & 0x3fff)
  } else {
    const isKeyFrame = ((start[0] ?? 0) & 1) === 0
    if (!isKeyFrame || uint24(start, 3) !== 0x2a019d) throw new PictureRefused('malformed')
    width = view.getUint16(6, true) & 0x3fff // and two bits of scaling
    height = view.getUint16(8, true) & 0x3fff
  }
  checkPixels(width, height, maxPixels)
  return { start, width, height }
}

/** The chunk as it is, of which `start` was read. */
async function* passChunk(reader: ByteReader, chunk: Chunk, start: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield chunk.header
  if (start.length > 0) yield start
  yield* reader.pass(chunk.length - start.length)
  if (chunk.padded === chunk.length) return
  await reader.skip(1)
  yield Uint8Array.of(0)
}

/** A chunk of zeros as long as this one. */
async function* blankChunk(reader: ByteReader, { header, padded }: Chunk): AsyncGenerator<Uint8Array, void> {
  const blank = header.slice()
  blank.set([0x4a, 0x55, 0x4e, 0x4b]) // "JUNK"
  yield blank
  for await (const { length } of reader.pass(padded)) {
    for (let at = 0; at < length; at += ZEROS.length) yield ZEROS.slice(0, length - at)
  }
}

function uint24(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16)
}

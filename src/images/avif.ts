import type { ByteReader } from './byte-reader.ts'
import { checkPixels } from './check-pixels.ts'
import { PictureRefused } from './picture-refused.ts'

/** What there may be before the pixels: `meta` has their description, and a few KiB even with a colour profile. */
const MAX_HEAD_BYTES = 65_535

/** A movie and its fragments (ISO/IEC 14496-12 §8.2.1, §8.8.4), as AVIF has them for what moves. */
const MOVING = ['moov', 'moof']

interface Box {
  readonly header: Uint8Array
  readonly type: string
  /** Of its content. */
  readonly length: number
}

/**
 * The AVIF as it is, with all its metadata: for a decoder, and never to be kept. What is before the pixels is held, at
 * most 64 KiB, until the size of every image in it is known to be allowed; after it, parts are passed as they come.
 * Throws `PictureRefused`, so for a sequence, and for pixels that come before their description.
 *
 * ISO/IEC 14496-12 §4.2 (boxes), §4.3 (ftyp), §8.1.1 (mdat), §8.11.1 (meta); AV1 Image File Format §7 (brands).
 */
export async function* checkAvif(reader: ByteReader, maxPixels: number): AsyncGenerator<Uint8Array, void> {
  const held: Uint8Array[] = []
  let heldBytes = 0
  let described = false
  let hasPixels = false
  for (let isFirst = true; !(await reader.hasEnded()); isFirst = false) {
    reader.startPiece()
    const { header, type, length } = await readBox(reader)
    if (isFirst !== (type === 'ftyp') || (described && type === 'meta')) throw new PictureRefused('malformed')
    if (MOVING.includes(type)) throw new PictureRefused('animated')
    hasPixels ||= type === 'mdat'
    if (described) {
      yield header
      yield* reader.pass(length)
      continue
    }
    heldBytes += header.length + length
    if (type === 'mdat' || heldBytes > MAX_HEAD_BYTES) throw new PictureRefused('unsupported')
    const content = await reader.exactly(length)
    if (type === 'ftyp' && brandsOf(content).includes('avis')) throw new PictureRefused('animated')
    held.push(header, content)
    if (type !== 'meta') continue
    hasPixels = checkMeta(content, maxPixels)
    described = true
    yield* held.splice(0)
  }
  if (!hasPixels) throw new PictureRefused('truncated')
}

/** The header of a box (§4.2.2). One that ends where the file does is refused: nobody sees whether that was cut off. */
async function readBox(reader: ByteReader): Promise<Box> {
  const start = await reader.exactly(8)
  const type = typeOf(start, 4)
  const size = new DataView(start.buffer).getUint32(0)
  if (size !== 1) return { header: start, type, length: contentLength(size, 8) }
  const large = await reader.exactly(8)
  const header = new Uint8Array(16)
  header.set(start)
  header.set(large, 8)
  const [high, low] = [new DataView(large.buffer).getUint32(0), new DataView(large.buffer).getUint32(4)]
  return { header, type, length: contentLength(high * 2 ** 32 + low, 16) }
}

function contentLength(size: number, headerBytes: number): number {
  if (size < headerBytes) throw new PictureRefused('malformed')
  return size - headerBytes
}

/** Major brand, minor version, and the brands that it is compatible with (§4.3.2). */
function brandsOf(ftyp: Uint8Array): string[] {
  const brands: string[] = []
  for (let at = 0; at + 4 <= ftyp.length; at += 4) if (at !== 4) brands.push(typeOf(ftyp, at))
  return brands
}

/**
 * Checks the size of every image that `meta` describes: `ispe`, which each has (ISO/IEC 23008-12 §6.5.3), among the
 * properties in `ipco` of `iprp` (§9.3). Returns whether there are pixels in `meta` itself (`idat`, 14496-12 §8.11.11).
 */
function checkMeta(meta: Uint8Array, maxPixels: number): boolean {
  let sizes = 0
  let hasPixels = false
  for (const box of boxesIn(meta.subarray(4))) {
    hasPixels ||= box.type === 'idat'
    if (box.type !== 'iprp') continue
    for (const container of boxesIn(box.content)) {
      if (container.type !== 'ipco') continue
      for (const { type, content } of boxesIn(container.content)) {
        if (type !== 'ispe') continue
        if (content.length !== 12) throw new PictureRefused('malformed')
        const view = new DataView(content.buffer, content.byteOffset)
        checkPixels(view.getUint32(4), view.getUint32(8), maxPixels)
        sizes++
      }
    }
  }
  if (sizes === 0) throw new PictureRefused('malformed')
  return hasPixels
}

/** The boxes that fill a container. */
function* boxesIn(container: Uint8Array): Generator<{ type: string; content: Uint8Array }, void> {
  const view = new DataView(container.buffer, container.byteOffset, container.length)
  for (let at = 0; at < container.length; ) {
    if (at + 8 > container.length) throw new PictureRefused('malformed')
    const size = view.getUint32(at)
    if (size < 8 || at + size > container.length) throw new PictureRefused('malformed')
    yield { type: typeOf(container, at + 4), content: container.subarray(at + 8, at + size) }
    at += size
  }
}

function typeOf(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

import type { ByteReader } from './byte-reader.ts'
import { checkPixels } from './check-pixels.ts'
import { PictureRefused } from './picture-refused.ts'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const MAX_LENGTH = 2 ** 31 - 1
const ANIMATION = ['acTL', 'fcTL', 'fdAT'] // §11.3.7

/** The chunks that show the picture, with the least and the most bytes that each may have (§11.2, §11.3). */
const KEPT: Record<string, readonly [least: number, most: number]> = {
  IHDR: [13, 13],
  PLTE: [3, 768],
  IDAT: [0, MAX_LENGTH],
  IEND: [0, 0],
  tRNS: [1, 256],
  cICP: [4, 4],
  iCCP: [3, MAX_LENGTH],
  sRGB: [1, 1],
  gAMA: [4, 4],
  cHRM: [32, 32],
  sBIT: [1, 4],
  pHYs: [9, 9],
  bKGD: [1, 6],
}

/**
 * The PNG as far as IEND with the chunks of `KEPT`, each with its CRC as it was; other ancillary chunks go. Nothing is
 * held but a chunk's header. Throws `PictureRefused`, so for an animation and for a critical chunk that is not known.
 *
 * PNG 3rd edition: §5.2 (signature), §5.3 (layout), §5.4 (what the letters of a type say), §5.6 (order), §11.2.1 (IHDR).
 */
export async function* stripPng(reader: ByteReader, maxPixels: number): AsyncGenerator<Uint8Array, void> {
  const signature = await reader.exactly(SIGNATURE.length)
  if (SIGNATURE.some((byte, at) => signature[at] !== byte)) throw new PictureRefused('malformed')

  const seen = new Set<string>()
  let type = ''
  while (type !== 'IEND') {
    reader.startPiece()
    const header = await reader.exactly(8)
    const length = new DataView(header.buffer).getUint32(0)
    type = String.fromCharCode(...header.subarray(4))
    const kept = keeps(type, length, seen)
    seen.add(type)
    if (!kept) {
      await reader.skip(length + 4)
    } else if (type === 'IHDR') {
      const content = await reader.exactly(length + 4)
      const size = new DataView(content.buffer)
      checkPixels(size.getUint32(0), size.getUint32(4), maxPixels)
      yield signature
      yield header
      yield content
    } else {
      yield header
      yield* reader.pass(length + 4)
    }
  }
}

/** Whether a chunk is passed on, after those that were `seen`. Throws `PictureRefused` if it may not be there. */
function keeps(type: string, length: number, seen: ReadonlySet<string>): boolean {
  if (!/^[A-Za-z]{4}$/.test(type) || length > MAX_LENGTH) throw new PictureRefused('malformed')
  if (ANIMATION.includes(type)) throw new PictureRefused('animated')
  if ((type === 'IHDR') !== (seen.size === 0)) throw new PictureRefused('malformed')
  const bounds = Object.hasOwn(KEPT, type) ? KEPT[type] : undefined
  if (!bounds) {
    if (/^[A-Z]/.test(type)) throw new PictureRefused('unsupported')
    return false
  }
  const [least, most] = bounds
  if (length < least || length > most) throw new PictureRefused('malformed')
  if (type === 'IDAT') return true
  if (seen.has(type)) throw new PictureRefused('malformed')
  if ((type === 'IEND') !== seen.has('IDAT')) throw new PictureRefused('malformed') // all others come before the pixels
  return true
}

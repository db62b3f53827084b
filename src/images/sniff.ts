export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'avif'

/** `sniff` needs no more than these bytes of a file's start. */
export const SNIFF_BYTES = 64

/**
 * The format of a picture by its first bytes, which no header of a request can talk it out of; `undefined` for all
 * others, such as SVG, GIF, HEIC and HTML. It says what the file begins as: whether it is one, `stripMetadata` sees.
 *
 * Signatures: ITU T.81 B.2.1 (SOI and the next marker), PNG 3rd edition §5.2, RFC 9649 §2.4, and ISO/IEC 14496-12 §4.3
 * with AV1 Image File Format §7 (brand `avif`; with `avis` it is a sequence, so animated, and none of ours).
 */
export function sniff(firstBytes: Uint8Array): PictureFormat | undefined {
  const text = (start: number, end: number) => String.fromCharCode(...firstBytes.subarray(start, end))
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(4, 8) === 'ftyp' && isAvif(firstBytes, text)) return 'avif'
  return undefined
}

/** Whether a `ftyp` box (size, type, major brand, minor version, compatible brands) names AVIF. */
function isAvif(firstBytes: Uint8Array, text: (start: number, end: number) => string): boolean {
  if (firstBytes.length < 16) return false
  const size = new DataView(firstBytes.buffer, firstBytes.byteOffset).getUint32(0)
  const major = text(8, 12)
  const brands = [major]
  for (let at = 16; at + 4 <= Math.min(size, firstBytes.length, SNIFF_BYTES); at += 4) brands.push(text(at, at + 4))
  return (major === 'avif' || major === 'mif1') && brands.includes('avif') && !brands.includes('avis')
}

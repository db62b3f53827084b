const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0] // "Exif", 0, 0
const ORIENTATION = 0x0112
const SHORT = 3

/** The segment that `orientationSegment` makes is this long after its marker and length. */
const PAYLOAD_BYTES = 32

/**
 * An APP1 segment that says how the picture is turned, and nothing else; `undefined` if `payload`, that of an APP1
 * segment, is no Exif or does not turn it. Phones store a picture as the sensor saw it, so without this it would lie
 * on its side. It is written anew: nothing of the old segment is in it but a number from 2 to 8. A shorter segment
 * than the new one is taken for none, so that the output never outgrows the input.
 *
 * Exif 3.0 (CIPA DC-008) §4.5.4 (TIFF header, IFD), §4.6.5 (Orientation), §4.7.2 (APP1).
 */
export function orientationSegment(payload: Uint8Array): Uint8Array | undefined {
  if (payload.length < PAYLOAD_BYTES || EXIF.some((byte, at) => payload[at] !== byte)) return undefined
  const orientation = readOrientation(payload.subarray(EXIF.length))
  if (orientation === undefined) return undefined
  return Uint8Array.of(
    ...[0xff, 0xe1, 0, PAYLOAD_BYTES + 2, ...EXIF],
    ...[0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8], // big-endian, the first IFD at 8
    ...[0, 1, ORIENTATION >> 8, ORIENTATION & 0xff, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0], // one entry
    ...[0, 0, 0, 0], // no other IFD
  )
}

function readOrientation(tiff: Uint8Array): number | undefined {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length)
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return undefined
  const little = order === 0x4949
  const start = view.getUint32(4, little)
  if (start + 2 > tiff.length) return undefined
  const count = view.getUint16(start, little)
  for (let at = start + 2, n = 0; n < count && at + 12 <= tiff.length; at += 12, n++) {
    if (view.getUint16(at, little) !== ORIENTATION) continue
    const value = view.getUint16(at + 8, little)
    return view.getUint16(at + 2, little) === SHORT && value >= 2 && value <= 8 ? value : undefined
  }
  return undefined
}

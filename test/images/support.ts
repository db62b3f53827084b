import { crc32 } from 'node:zlib'
import { PictureRefused, type RefusalReason } from '../../src/images/picture-refused.ts'
import { type PictureLimits, stripMetadata } from '../../src/images/strip-metadata.ts'

export const LIMITS: PictureLimits = { maxPixels: 40_000_000, maxBytes: 8 * 1024 * 1024 }

/** What becomes of a picture that comes in parts of `size` bytes. */
export async function strip(picture: Uint8Array, limits = LIMITS, size = 65_536): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  for await (const part of stripMetadata(streamOf(picture, size), limits)) parts.push(part)
  return join(...parts)
}

/** Why a picture is refused; `undefined` if it is taken. What is thrown besides is thrown. */
export async function refusal(picture: Uint8Array, limits = LIMITS, size?: number): Promise<RefusalReason | undefined> {
  try {
    await strip(picture, limits, size)
    return undefined
  } catch (error) {
    if (error instanceof PictureRefused) return error.reason
    throw error
  }
}

export function streamOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= bytes.length) return controller.close()
        controller.enqueue(bytes.slice(at, at + size))
        at += size
      },
    },
    { highWaterMark: 0 },
  )
}

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** One byte a character. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/** The bytes as text, to look for words in them. */
export function textOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}

export function insert(bytes: Uint8Array, at: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return join(bytes.subarray(0, at), ...parts, bytes.subarray(at))
}

export function segment(marker: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = payload.length + 2
  return join(Uint8Array.of(0xff, marker, length >> 8, length & 0xff), payload)
}

export function pngChunk(type: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = join(latin1(type), content)
  return join(uint32(content.length, false), body, uint32(crc32(body), false))
}

/** The chunks of a PNG. */
export function pngChunks(bytes: Uint8Array): { type: string; content: Uint8Array<ArrayBuffer> }[] {
  const chunks: { type: string; content: Uint8Array<ArrayBuffer> }[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 8; at < bytes.length; ) {
    const end = at + 8 + view.getUint32(at)
    chunks.push({ type: textOf(bytes.subarray(at + 4, at + 8)), content: bytes.slice(at + 8, end) })
    at = end + 4
  }
  return chunks
}

export function webpChunk(type: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  return join(latin1(type), uint32(content.length, true), content, new Uint8Array(content.length % 2))
}

export function webp(...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = join(latin1('WEBP'), ...chunks)
  return join(latin1('RIFF'), uint32(body.length, true), body)
}

/** The chunks of a WebP, whole. */
export function webpChunks(bytes: Uint8Array): { type: string; bytes: Uint8Array }[] {
  const chunks: { type: string; bytes: Uint8Array }[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 12; at < bytes.length; ) {
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length % 2)
    chunks.push({ type: textOf(bytes.subarray(at, at + 4)), bytes: bytes.slice(at, end) })
    at = end
  }
  return chunks
}

/** TIFF as a camera writes it, little-endian: maker, orientation, and where it was: 48°51'30" N, 2°17'40" E. */
export function cameraTiff(orientation: number): Uint8Array<ArrayBuffer> {
  const entry = (tag: number, type: number, count: number, value: number) =>
    join(uint16(tag), uint16(type), uint32(count, true), uint32(value, true))
  const degrees = (...parts: number[]) => join(...parts.flatMap((part) => [uint32(part, true), uint32(1, true)]))
  const ifd0 = join(
    uint16(3),
    entry(0x010f, 2, 9, 92), // Make
    entry(0x0112, 3, 1, orientation),
    entry(0x8825, 4, 1, 101), // GPS
    uint32(0, true),
  )
  const gps = join(
    uint16(4),
    entry(1, 2, 2, 0x4e), // N
    entry(2, 5, 3, 155),
    entry(3, 2, 2, 0x45), // E
    entry(4, 5, 3, 179),
    uint32(0, true),
  )
  const gap = new Uint8Array(92 - 8 - ifd0.length)
  return join(
    latin1('II*\0'),
    uint32(8, true),
    ifd0,
    gap,
    latin1('Nosyphon\0'),
    gps,
    degrees(48, 51, 30),
    degrees(2, 17, 40),
  )
}

export function cameraExif(orientation: number): Uint8Array<ArrayBuffer> {
  return segment(0xe1, join(latin1('Exif\0\0'), cameraTiff(orientation)))
}

export function uint16(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value & 0xff, value >> 8)
}

export function uint32(value: number, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, littleEndian)
  return bytes
}

import type { ByteReader } from './byte-reader.ts'
import { checkPixels } from './check-pixels.ts'
import { checkTables } from './jpeg-tables.ts'
import { orientationSegment } from './orientation.ts'
import { PictureRefused } from './picture-refused.ts'

/** How much is held back until the frame says how large the picture is; profiles for print have half a MiB. */
const MAX_HELD_BYTES = 1024 * 1024
const MAX_SCANS = 100 // a decoder goes through all pixels for each; encoders make some ten

// ITU T.81 Table B.1
const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const COM = 0xfe
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef
const FRAMES = [0xc0, 0xc1, 0xc2] // baseline, extended and progressive with Huffman codes: what browsers decode
const TABLES = [0xc4, 0xdb, 0xdd] // DHT, DQT, DRI

/**
 * The JPEG as far as EOI with the segments that show it: frame, tables, scans; of the APPn those of `kept`. COM and all
 * others go. What is before the frame is held back, at most 1 MiB, until its size is known to be allowed; after it,
 * parts are passed as they come. Throws `PictureRefused`.
 *
 * ITU T.81: B.1.1 (markers, fill bytes), B.2.1 (order), B.2.2 (frame), B.2.3 (scan), B.1.1.5 (entropy-coded data). A
 * height that comes later (DNL, B.2.5) is 0 in the frame, and refused.
 */
export async function* stripJpeg(reader: ByteReader, maxPixels: number): AsyncGenerator<Uint8Array, void> {
  const start = await reader.exactly(2)
  if (start[0] !== 0xff || start[1] !== SOI) throw new PictureRefused('malformed')
  const held = [start]
  let heldBytes = 0
  let framed = false
  let scans = 0
  const seen = new Set<number>()

  let marker = await nextMarker(reader)
  while (marker !== EOI) {
    reader.startPiece()
    const payload = await readPayload(reader)
    const segment = keptSegment(marker, payload, seen)

    if (FRAMES.includes(marker)) {
      if (framed) throw new PictureRefused('malformed')
      checkFrame(payload, maxPixels)
      framed = true
      yield* held.splice(0)
    }
    if (segment && framed) yield segment
    else if (segment) {
      heldBytes += segment.length
      if (heldBytes > MAX_HELD_BYTES) throw new PictureRefused('too_large')
      held.push(segment)
    }

    if (marker === SOS) {
      if (!framed || ++scans > MAX_SCANS) throw new PictureRefused('malformed')
      marker = yield* passScan(reader)
    } else marker = await nextMarker(reader)
  }
  if (scans === 0) throw new PictureRefused('malformed')
  yield Uint8Array.of(0xff, EOI)
}

/** The marker that has to be next, without the fill bytes before it (B.1.1.2). */
async function nextMarker(reader: ByteReader): Promise<number> {
  const [first] = await reader.exactly(1)
  if (first !== 0xff) throw new PictureRefused('malformed')
  for (;;) {
    const part = await reader.some()
    if (part === undefined) throw new PictureRefused('truncated')
    const at = part.findIndex((byte) => byte !== 0xff)
    if (at === -1) continue
    reader.unread(part.subarray(at + 1))
    return part[at] ?? 0
  }
}

/** What a segment has after its length, which counts itself (B.1.1.4). */
async function readPayload(reader: ByteReader): Promise<Uint8Array> {
  const [high = 0, low = 0] = await reader.exactly(2)
  const length = (high << 8) | low
  if (length < 2) throw new PictureRefused('malformed')
  return reader.exactly(length - 2)
}

/** The segment as it is passed on, or none if it goes. Throws `PictureRefused` for markers that are not read here. */
function keptSegment(marker: number, payload: Uint8Array, seen: Set<number>): Uint8Array | undefined {
  checkTables(marker, payload)
  if (FRAMES.includes(marker) || TABLES.includes(marker) || marker === SOS) return segmentOf(marker, payload)
  if (marker === COM) return undefined
  if (marker < APP0 || marker > APP15) throw new PictureRefused(isFrame(marker) ? 'unsupported' : 'malformed')
  if (marker === APP2) return begins(payload, 'ICC_PROFILE\0') ? segmentOf(marker, payload) : undefined // ICC.1 B.4
  if (seen.has(marker)) return undefined
  const segment = keptOnce(marker, payload)
  if (segment) seen.add(marker)
  return segment
}

/** Of JFIF its density and not its thumbnail (T.871 §10.1), of Exif the orientation, of Adobe the colours (T.872 §6.5.3). */
function keptOnce(marker: number, payload: Uint8Array): Uint8Array | undefined {
  if (marker === APP1) return orientationSegment(payload)
  if (marker === APP14 && begins(payload, 'Adobe') && payload.length >= 12) {
    return segmentOf(marker, payload.subarray(0, 12))
  }
  if (marker !== APP0 || !begins(payload, 'JFIF\0') || payload.length < 14) return undefined
  const jfif = payload.slice(0, 14)
  jfif.fill(0, 12) // thumbnail of 0 by 0
  return segmentOf(marker, jfif)
}

/** SOF of other processes, DAC and what belongs to them (Table B.1). */
function isFrame(marker: number): boolean {
  return (marker >= 0xc3 && marker <= 0xcf) || (marker >= 0xdc && marker <= 0xdf)
}

/** B.2.2: precision, lines, samples a line, components of three bytes. */
function checkFrame(payload: Uint8Array, maxPixels: number): void {
  const [, y1 = 0, y0 = 0, x1 = 0, x0 = 0, components = 0] = payload
  if (components < 1 || components > 4 || payload.length !== 6 + 3 * components) throw new PictureRefused('malformed')
  checkPixels((x1 << 8) | x0, (y1 << 8) | y0, maxPixels)
}

/**
 * Passes entropy-coded data with its stuffed zeros, restarts and fill bytes, and returns the marker behind it (B.1.1.5,
 * B.2.1). It gives a part of the source as one, for each costs time.
 */
async function* passScan(reader: ByteReader): AsyncGenerator<Uint8Array, number> {
  let open = false // the last byte was FF, and is not passed yet
  for (;;) {
    const part = await reader.some()
    if (part === undefined) throw new PictureRefused('truncated')
    let at = 0
    if (open) {
      const [byte = 0] = part
      if (endsScan(byte)) {
        reader.unread(part.subarray(1))
        return byte
      }
      yield Uint8Array.of(0xff)
      open = byte === 0xff
      at = 1
    }
    while (at < part.length) {
      if (!open) {
        const next = part.indexOf(0xff, at)
        if (next === -1) break
        open = true
        at = next + 1
        continue
      }
      const byte = part[at] ?? 0
      if (endsScan(byte)) {
        if (at > 1) yield part.subarray(0, at - 1)
        reader.unread(part.subarray(at + 1))
        return byte
      }
      open = byte === 0xff
      at++
    }
    const end = open ? part.length - 1 : part.length
    if (end > 0) yield part.subarray(0, end)
  }
}

/** Whether FF and this byte are a marker that ends a scan, and no stuffed zero, restart or fill byte. */
function endsScan(byte: number): boolean {
  return byte !== 0 && byte !== 0xff && (byte < 0xd0 || byte > 0xd7)
}

function segmentOf(marker: number, payload: Uint8Array): Uint8Array {
  const segment = new Uint8Array(payload.length + 4)
  const length = payload.length + 2
  segment.set([0xff, marker, length >> 8, length & 0xff])
  segment.set(payload, 4)
  return segment
}

function begins(payload: Uint8Array, text: string): boolean {
  return payload.length >= text.length && String.fromCharCode(...payload.subarray(0, text.length)) === text
}

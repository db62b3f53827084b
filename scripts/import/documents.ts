import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { braceSplitter, type Document, lineSplitter, type Splitter } from './splitters.ts'

const [NEWLINE, OPEN, OPEN_LIST] = [0x0a, 0x7b, 0x5b]
const BOM = [0xef, 0xbb, 0xbf]
const GZIP = [0x1f, 0x8b]
const CHUNK_BYTES = 256 * 1_024

/** Reads a file, and tells `onBytes` the size of each part. Unpacks gzip, whatever its name. */
export async function* openFile(path: string, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  const chunks = countBytes(createReadStream(path, { highWaterMark: CHUNK_BYTES }), onBytes)
  const { value: first, done } = await chunks.next()
  if (done) return
  const all = prepend(first, chunks)
  if (GZIP.some((byte, i) => first[i] !== byte)) return yield* all
  const unpacked = createGunzip()
  pipeline(Readable.from(all), unpacked, () => {}) // a failure of either is thrown by what reads `unpacked`
  yield* unpacked
}

async function* countBytes(source: Readable, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    onBytes(chunk.length)
    yield chunk
  }
}

async function* prepend(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

/**
 * Splits a file into its documents: one a line (mongoexport), one an element of a single array (mongoexport --jsonArray),
 * also of Firebase's `{"users": [...]}`, or one after the other over several lines. Never holds more than one document and
 * one chunk.
 */
export async function* readDocuments(chunks: AsyncIterable<Buffer>): AsyncGenerator<Document> {
  let splitter: Splitter | undefined
  let head = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (splitter) {
      yield* splitter.push(chunk)
      continue
    }
    head = Buffer.concat([head, chunk])
    splitter = splitterFor(head, false)
    if (splitter) yield* splitter.push(withoutFrame(head))
  }
  if (!splitter) {
    splitter = splitterFor(head, true)
    if (splitter) yield* splitter.push(withoutFrame(head))
  }
  if (splitter) yield* splitter.end()
}

const FRAME = /^(?:\xef\xbb\xbf)?\s*\{\s*"users"\s*:\s*\[/
const FRAME_BYTES = 64 // enough to tell it, with white space
const MAX_FIRST_LINE = 16 * 1_024 * 1_024

/** Decides by how a file begins; `undefined` if more of it is needed for that. */
function splitterFor(head: Buffer, isAll: boolean): Splitter | undefined {
  const start = firstByte(head)
  if (start === undefined) return undefined
  if (head[start] === OPEN_LIST) return braceSplitter({ isArray: true })
  if (head[start] !== OPEN) return lineSplitter()
  if (head.length - start < FRAME_BYTES && !isAll) return undefined
  if (frameOf(head)) return braceSplitter({ isArray: true })
  const end = head.indexOf(NEWLINE, start)
  if (end < 0 && !isAll && head.length < MAX_FIRST_LINE) return undefined
  const line = head.subarray(start, end < 0 ? undefined : end)
  return end < 0 || isWhole(line) ? lineSplitter() : braceSplitter({ isArray: false })
}

/** Whether a line has all of its document. */
function isWhole(line: Buffer): boolean {
  return [...braceSplitter({ isArray: true }).push(line)].length > 0
}

const frameOf = (head: Buffer): string | undefined => FRAME.exec(head.toString('latin1', 0, 4_096))?.[0]

/** The beginning of a file without its byte order mark and without Firebase's frame, but with the lines of that. */
function withoutFrame(head: Buffer): Buffer {
  const frame = frameOf(head)
  if (frame) return Buffer.concat([Buffer.from(frame.replace(/[^\n]/g, ' ')), head.subarray(frame.length)])
  return BOM.every((byte, i) => head[i] === byte) ? head.subarray(BOM.length) : head
}

/** The place of the first byte that is neither white space nor part of a byte order mark. */
function firstByte(bytes: Buffer): number | undefined {
  const index = bytes.findIndex((byte) => byte > 0x20 && !BOM.includes(byte))
  return index < 0 ? undefined : index
}

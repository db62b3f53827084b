import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** One document of the file: its text, or why it has none. */
export interface Document {
  /** Where it begins, counted from 1. */
  line: number
  text: string
  problem?: 'too_large' | 'not_utf8' | 'cut_off'
}

const NEWLINE = 0x0a
const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b]
const BOM = [0xef, 0xbb, 0xbf]
const GZIP = [0x1f, 0x8b]
const CHUNK_BYTES = 256 * 1_024
const MAX_BYTES = 16 * 1_024 * 1_024 // of a document: MongoDB takes no larger ones

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

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
 * Splits a file into its documents: one a line (mongoexport), or one an element of a single array (mongoexport
 * --jsonArray). Never holds more than one document and one chunk.
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
    const start = firstByte(head)
    if (start === undefined) continue
    splitter = head[start] === OPEN_LIST ? arraySplitter() : lineSplitter()
    yield* splitter.push(BOM.every((byte, i) => head[i] === byte) ? head.subarray(BOM.length) : head)
  }
  if (splitter) yield* splitter.end()
}

interface Splitter {
  push(chunk: Buffer): Iterable<Document>
  end(): Iterable<Document>
}

/** The place of the first byte that is neither white space nor part of a byte order mark. */
function firstByte(bytes: Buffer): number | undefined {
  const index = bytes.findIndex((byte) => byte > 0x20 && !BOM.includes(byte))
  return index < 0 ? undefined : index
}

/** Collects the bytes of one document, and forgets them as soon as they are too many. */
function collector() {
  let parts: Buffer[] = []
  let length = 0
  return {
    add(part: Buffer) {
      length += part.length
      if (length <= MAX_BYTES) parts.push(part)
      else parts = []
    },
    take(line: number): Document {
      const bytes = Buffer.concat(parts)
      const isTooLarge = length > MAX_BYTES
      parts = []
      length = 0
      if (isTooLarge) return { line, text: '', problem: 'too_large' }
      try {
        return { line, text: decoder.decode(bytes).trim() }
      } catch {
        return { line, text: '', problem: 'not_utf8' }
      }
    },
  }
}

function lineSplitter(): Splitter {
  const current = collector()
  let line = 1
  function* finish() {
    const document = current.take(line)
    if (document.text || document.problem) yield document
  }
  return {
    *push(chunk) {
      let start = 0
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        current.add(chunk.subarray(start, end))
        yield* finish()
        line++
        start = end + 1
      }
      current.add(Buffer.from(chunk.subarray(start))) // a copy: the chunk may be used again
    },
    end: finish,
  }
}

/** Elements of the array that are not objects are skipped, as the commas are. */
function arraySplitter(): Splitter {
  const current = collector()
  let line = 1
  let firstLine = 1
  let depth = 0 // of braces
  let isText = false
  let isEscaped = false
  return {
    *push(chunk) {
      let start = 0
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i]
        if (byte === NEWLINE) line++
        if (isEscaped) isEscaped = false
        else if (isText) {
          if (byte === BACKSLASH) isEscaped = true
          else if (byte === QUOTE) isText = false
        } else if (byte === QUOTE) isText = true
        else if (byte === OPEN && depth++ === 0) {
          start = i
          firstLine = line
        } else if (byte === CLOSE && depth > 0 && --depth === 0) {
          current.add(chunk.subarray(start, i + 1))
          yield current.take(firstLine)
        }
      }
      if (depth > 0) current.add(Buffer.from(chunk.subarray(start)))
    },
    *end() {
      if (depth > 0) yield { line: firstLine, text: '', problem: 'cut_off' }
    },
  }
}

/** One document of the file: its text, or why it has none. */
export interface Document {
  /** Where it begins, counted from 1. */
  line: number
  text: string
  problem?: 'too_large' | 'not_utf8' | 'cut_off' | 'not_json'
}

const [NEWLINE, QUOTE, BACKSLASH, OPEN, CLOSE] = [0x0a, 0x22, 0x5c, 0x7b, 0x7d]
const BETWEEN = new Set(Buffer.from(' \t\r\n,[]'))
const MAX_BYTES = 16 * 1_024 * 1_024 // of a document: MongoDB takes no larger ones

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Takes the parts of a file, and gives its documents. */
export interface Splitter {
  push(chunk: Buffer): Iterable<Document>
  end(): Iterable<Document>
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

/** One document a line: one that is broken costs no other. */
export function lineSplitter(): Splitter {
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

/**
 * Documents over any number of lines, in an array or without. Whatever is between them and is none is told once a line.
 * Without an array, a brace that begins a line begins a document: so one that was cut off costs no other.
 */
export function braceSplitter({ isArray }: { isArray: boolean }): Splitter {
  const current = collector()
  let line = 1
  let firstLine = 1
  let strayLine = 0
  let depth = 0 // of braces
  let isText = false
  let isEscaped = false
  let previous = NEWLINE
  return {
    *push(chunk) {
      let start = 0
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i] ?? 0
        const isFirst = previous === NEWLINE
        previous = byte
        if (byte === NEWLINE) {
          line++
          isText = false // JSON has no line break in a text: one that was cut off ends here
          isEscaped = false
        }
        if (!isArray && isFirst && byte === OPEN && depth > 0) {
          current.take(firstLine)
          yield { line: firstLine, text: '', problem: 'cut_off' }
          depth = 0
        }
        if (isText) {
          if (isEscaped) isEscaped = false
          else if (byte === BACKSLASH) isEscaped = true
          else if (byte === QUOTE) isText = false
          continue
        }
        isText = byte === QUOTE
        if (byte === OPEN && depth++ === 0) {
          start = i
          firstLine = line
        } else if (byte === CLOSE && depth > 0) {
          if (--depth > 0) continue
          current.add(chunk.subarray(start, i + 1))
          yield current.take(firstLine)
        } else if (depth === 0 && !BETWEEN.has(byte) && byte !== CLOSE && strayLine !== line) {
          strayLine = line
          yield { line, text: '', problem: 'not_json' }
        }
      }
      if (depth > 0) current.add(Buffer.from(chunk.subarray(start)))
    },
    *end() {
      if (depth > 0) yield { line: firstLine, text: '', problem: 'cut_off' }
    },
  }
}

import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs'

const NEWLINE = 0x0a
const CHUNK_BYTES = 256 * 1_024

/** A file of lines that grows under another name until it is complete. */
export interface PartialFile {
  /** What an earlier run has written: how many whole lines, and the last of them. */
  lines: number
  lastLine: string | undefined
  append(text: string): void
  /** Gives the file its name. */
  complete(): void
  close(): void
}

/**
 * Opens `<path>.part`, which only its owner can read, to go on after its last whole line: a run that was killed may have
 * written a part of one. Throws if there is a file at `path`, which is complete, or if `<path>.part` is a symbolic link, by
 * which somebody else may have named another file of ours.
 */
export function openPartialFile(path: string): PartialFile {
  if (existsSync(path)) throw new Error(`${path} is there already. Delete or rename it, or give another name.`)
  const partPath = `${path}.part`
  const file = openSync(partPath, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600)
  fchmodSync(file, 0o600)
  const { lines, lastLine, length } = readLines(file)
  ftruncateSync(file, length)
  let end = length
  return {
    lines,
    lastLine,
    append(text) {
      const bytes = Buffer.from(text)
      for (let written = 0; written < bytes.length; )
        written += writeSync(file, bytes, written, bytes.length - written, end + written)
      end += bytes.length
    },
    complete() {
      fsyncSync(file)
      renameSync(partPath, path)
    },
    close: () => closeSync(file),
  }
}

/** Counts the whole lines, and finds the last one and where it ends. */
function readLines(file: number): { lines: number; lastLine: string | undefined; length: number } {
  const chunk = Buffer.alloc(CHUNK_BYTES)
  let lines = 0
  let start = 0 // of the last whole line
  let length = 0 // up to its end
  let position = 0
  for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
    const bytes = chunk.subarray(0, read)
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
      lines++
      start = length
      length = position + at + 1
    }
    position += read
  }
  if (lines === 0) return { lines, lastLine: undefined, length }
  const line = Buffer.alloc(length - start)
  readSync(file, line, 0, line.length, start)
  return { lines, lastLine: line.toString(), length }
}

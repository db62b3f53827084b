import { PictureRefused } from './picture-refused.ts'

/** The most that `exactly` is ever asked for: a segment of JPEG, whose length has 16 bits. */
const MAX_EXACTLY = 65_535

/** The most segments, chunks or boxes: 8 MiB of PNG have 1,024 as libpng writes them, and could have 700,000 empty ones. */
const MAX_PIECES = 10_000

/**
 * Reads a stream by lengths. It holds one chunk of the source, and for `exactly` at most 64 KiB besides, whatever
 * lengths the bytes claim. Its methods throw `PictureRefused` with `truncated` if the source ends too early, and with
 * `too_large` if it has more than `maxBytes`.
 */
export class ByteReader {
  readonly #source: ReadableStreamDefaultReader<Uint8Array>
  readonly #maxBytes: number
  #chunk: Uint8Array = new Uint8Array()
  #count = 0
  #pieces = 0

  constructor(source: ReadableStream<Uint8Array>, maxBytes: number) {
    this.#source = source.getReader()
    this.#maxBytes = maxBytes
  }

  /** The next bytes, which are read again after it; fewer if the source ends before. */
  async peek(length: number): Promise<Uint8Array> {
    let bytes = new Uint8Array()
    while (bytes.length < length) {
      const part = await this.some()
      if (part === undefined) break
      const longer = new Uint8Array(bytes.length + part.length)
      longer.set(bytes)
      longer.set(part, bytes.length)
      bytes = longer
    }
    this.#chunk = bytes
    return bytes.subarray(0, length)
  }

  /** What there is next, at least a byte and at most `maxLength`; `undefined` at the end. */
  async some(maxLength = Number.POSITIVE_INFINITY): Promise<Uint8Array | undefined> {
    while (this.#chunk.length === 0) {
      const { done, value } = await this.#source.read()
      if (done) return undefined
      this.#count += value.length
      if (this.#count > this.#maxBytes) throw new PictureRefused('too_large')
      this.#chunk = value
    }
    const part = this.#chunk.subarray(0, maxLength)
    this.#chunk = this.#chunk.subarray(part.length)
    return part
  }

  /** Puts the end of what `some` has just given back. */
  unread(rest: Uint8Array): void {
    this.#chunk = new Uint8Array(rest.buffer, rest.byteOffset, rest.length + this.#chunk.length)
  }

  /** Whether the source has no more bytes. */
  async hasEnded(): Promise<boolean> {
    const part = await this.some(1)
    if (part) this.unread(part)
    return part === undefined
  }

  /** Counts a segment, chunk or box. Throws `malformed` if there are too many, for each takes time, also if it is empty. */
  startPiece(): void {
    if (++this.#pieces > MAX_PIECES) throw new PictureRefused('malformed')
  }

  /** The next bytes, copied. */
  async exactly(length: number): Promise<Uint8Array> {
    if (length > MAX_EXACTLY) throw new RangeError(`${length} bytes are more than are held`)
    const bytes = new Uint8Array(length)
    let size = 0
    for await (const part of this.pass(length)) {
      bytes.set(part, size)
      size += part.length
    }
    return bytes
  }

  /** As many bytes, in the parts in which they come. */
  async *pass(length: number): AsyncGenerator<Uint8Array, void> {
    let left = length
    while (left > 0) {
      const part = await this.some(left)
      if (part === undefined) throw new PictureRefused('truncated')
      left -= part.length
      yield part
    }
  }

  async skip(length: number): Promise<void> {
    for await (const _ of this.pass(length));
  }

  /** Reads to the end and forgets it, for the client sends it, and all of it counts. */
  async drain(): Promise<void> {
    while ((await this.some()) !== undefined);
  }

  async cancel(reason?: unknown): Promise<void> {
    await this.#source.cancel(reason)
  }
}

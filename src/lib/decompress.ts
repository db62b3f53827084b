/** What the platform calls the formats of RFC 1952 and RFC 1950. */
export type CompressedFormat = 'gzip' | 'deflate'

const SLICE_BYTES = 256 // DEFLATE makes at most 1,032 bytes of one (https://zlib.net/zlib_tech.html): 264 KB of a slice

/**
 * Decompresses bytes as far as `maxBytes`; `undefined` if there are more in them. What is beyond is never made: the
 * bytes go in by slices, each when the output before it was read, for a stream makes all that it can of what it is
 * given. Rejects if they are not in this format, or cut off.
 */
export async function decompress(
  bytes: Uint8Array<ArrayBuffer>,
  format: CompressedFormat,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const output = new Uint8Array(maxBytes)
  let size = 0
  for await (const part of inSlices(bytes).pipeThrough(new DecompressionStream(format))) {
    if (size + part.length > maxBytes) return undefined
    output.set(part, size)
    size += part.length
  }
  return output.subarray(0, size)
}

/** The bytes as a stream that gives them only when it is asked. */
function inSlices(bytes: Uint8Array<ArrayBuffer>): ReadableStream<BufferSource> {
  let next = 0
  const pull = (controller: ReadableStreamDefaultController<BufferSource>) => {
    const slice = bytes.subarray(next, next + SLICE_BYTES)
    if (slice.length === 0) return controller.close()
    next += slice.length
    controller.enqueue(slice)
  }
  return new ReadableStream({ pull }, { highWaterMark: 0 })
}

/** What is read and sent at a time: less costs time for each, and more lets others wait. */
export const PIECE_BYTES = 65_536

/**
 * The bytes in pieces of `PIECE_BYTES`, but for the last. They are copied: of parts that were left after others went out of a picture
 * each would hold all that it came with, and a picture may be made of ten thousand of a few bytes.
 */
export async function* inPieces(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let piece = new Uint8Array(PIECE_BYTES)
  let length = 0
  for await (const part of parts) {
    for (let at = 0; at < part.length; ) {
      const taken = part.subarray(at, at + PIECE_BYTES - length)
      piece.set(taken, length)
      at += taken.length
      length += taken.length
      if (length < PIECE_BYTES) continue
      yield piece
      piece = new Uint8Array(PIECE_BYTES)
      length = 0
    }
  }
  if (length > 0) yield piece.subarray(0, length)
}

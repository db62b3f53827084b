import { Problem } from '../../model/problem.ts'
import { PIECE_BYTES } from './in-pieces.ts'

/**
 * For a piece: no phone is as slow as 26 kbit/s. So nobody has a picture held that they do not go on to send, and the 128 pieces of
 * the largest take less than `AVATAR_PENDING_MS`, after which the sweep takes it for one that was left.
 */
const PIECE_MS = 20_000

/**
 * The body in pieces of `PIECE_BYTES`, for each takes time, whatever its size, and by itself the runtime gives 4 KiB at a time. It
 * fails with `malformed_body` if it does not come to its end, or a piece does not come within `PIECE_MS`.
 */
export function wholeBody(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader({ mode: 'byob' })
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await inTime(reader)
        await scheduler.wait(0) // a turn for other requests: what has arrived already would be read without one
        if (value?.length) controller.enqueue(value)
        if (done) controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** The next piece. */
async function inTime(reader: ReadableStreamBYOBReader): Promise<ReadableStreamReadResult<Uint8Array>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('malformed_body', { reason: 'slow' })), PIECE_MS)
  })
  const piece = reader.readAtLeast(PIECE_BYTES, new Uint8Array(PIECE_BYTES)).catch(() => {
    throw new Problem('malformed_body')
  })
  try {
    return await Promise.race([piece, late])
  } catch (error) {
    await reader.cancel(error).catch(() => {}) // it may be the body that failed
    throw error
  } finally {
    clearTimeout(timer)
  }
}

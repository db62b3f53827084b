import { Problem } from '../../model/problem.ts'

/** Of all uploads in this isolate: it has 128 MB for everything, and if they are used up, all its requests fail. */
const MAX_HELD_BYTES = 48 * 1_024 * 1_024

/** After so long without a word from it an upload was cancelled, of which nothing tells: a piece comes within 20 seconds. */
const FORGOTTEN_MS = 60_000

const uploads = new Map<symbol, { bytes: number; at: number }>()

/** Notes how much an upload holds now. Throws `unavailable` if that is too much beside the others. */
export function hold(upload: symbol, bytes: number, now = Date.now()): void {
  let others = 0
  for (const [other, held] of uploads) {
    if (held.at < now - FORGOTTEN_MS) uploads.delete(other)
    else if (other !== upload) others += held.bytes
  }
  if (others + bytes > MAX_HELD_BYTES) throw new Problem('unavailable', { reason: 'uploads at once' })
  uploads.set(upload, { bytes, at: now })
}

/** Notes that an upload holds nothing any more. */
export const release = (upload: symbol): void => void uploads.delete(upload)

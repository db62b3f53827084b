import { percentile } from '../../support/percentile.ts'
import { inMib } from '../memory.ts'

export const AT_ONCE = [0, 1, 4]
export const READERS = 16
const DEMANDED_RATIO = 1.2
const MAX_GROWTH = 1.25 // of the live heap over the second half of the run: one picture that was kept would be far more

/** What was measured in a turn. */
export interface Turn {
  /** How many uploaded at once. */
  atOnce: number
  /** How long each read took, in milliseconds. */
  waitsMs: number[]
  /** The same by the clock of workerd's thread. */
  ownMs: number[]
  uploadsMs: number[]
  elapsedMs: number
  /** The most memory of workerd, in bytes. */
  memory: number
}

/** In bytes. All but the heaps are of workerd, with the database and the bucket. */
export interface Memory {
  idle: number
  /** After reads, before any upload. */
  reads: number
  /** After each upload of those that nobody read beside. */
  uploads: number[]
  /** Of the Worker, what is in use after each round. */
  heaps: number[]
}

/** Prints what was measured. The exit status is 1 if readers wait too long, or if the Worker keeps memory. */
export function report(turns: Turn[], { idle, reads: afterReads, uploads, heaps }: Memory, rounds: number): void {
  const all = AT_ONCE.map((atOnce) => summary(turns.filter((turn) => turn.atOnce === atOnce)))
  const [alone, one] = all
  if (!alone || !one) return
  console.log(`${READERS} readers of their own profile; ${rounds} turns of each. workerd has ${inMib(idle)} idle.`)
  all.forEach(({ p50, p99, ownP50, ownP99, reads, uploads, tookMs, memory }, index) => {
    const times = (median: number, most: number, ratio: number) =>
      `p50 ${median.toFixed(1)} ms, p99 ${most.toFixed(1)} ms (${ratio.toFixed(2)})`
    console.log(`\n${AT_ONCE[index]} uploads at once
  on the wall: ${times(p50, p99, p99 / alone.p99)}
  of workerd:  ${times(ownP50, ownP99, ownP99 / alone.ownP99)}
  ${reads.toFixed(0)} reads/s, ${uploads.toFixed(2)} uploads/s${uploads > 0 ? ` of ${tookMs.toFixed(0)} ms` : ''}; workerd has ${inMib(memory)} at most`)
  })
  const [halfway = 0, end = 0] = [heaps[Math.floor(heaps.length / 2)], heaps.at(-1)]
  const half = uploads.length / 2
  console.log(`
workerd has ${inMib(idle)} idle, ${inMib(afterReads)} after reads alone, and beside ${uploads.length} uploads one after another, while
nobody reads, at most ${inMib(Math.max(...uploads.slice(0, half)))} in the first half and ${inMib(Math.max(...uploads.slice(half)))} in the second.`)
  console.log(`Live heap of the Worker with its buffers: ${inMib(halfway)} halfway, ${inMib(end)} at the end`)
  const ratio = one.ownP99 / alone.ownP99
  if (!(ratio <= DEMANDED_RATIO)) fail(`Readers wait ${ratio.toFixed(2)} times as long.`)
  if (!(end <= halfway * MAX_GROWTH)) fail('The Worker keeps memory.')
}

/**
 * Of all turns together, since a single one says little of p99: every few seconds all wait for a garbage collection, also while nobody
 * uploads.
 */
function summary(turns: Turn[]) {
  const seconds = turns.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0) / 1_000
  const uploadsMs = turns.flatMap((turn) => turn.uploadsMs)
  const waitsMs = turns.flatMap((turn) => turn.waitsMs)
  const ownMs = turns.flatMap((turn) => turn.ownMs)
  return {
    p50: percentile(waitsMs, 50),
    p99: percentile(waitsMs, 99),
    ownP50: percentile(ownMs, 50),
    ownP99: percentile(ownMs, 99),
    reads: waitsMs.length / seconds,
    uploads: uploadsMs.length / seconds,
    tookMs: percentile(uploadsMs, 50),
    memory: Math.max(...turns.map(({ memory }) => memory)),
  }
}

function fail(reason: string): void {
  console.error(`\n${reason}`)
  process.exitCode = 1
}

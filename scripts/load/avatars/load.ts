// npm run load:avatars: 16 people read their own profile, without a pause, while nobody uploads a picture, while somebody uploads
// pictures of 8 MiB one after another, and while four do so at once. The three take turns in one run. How long readers wait is
// measured by the clock on the wall, and by that of workerd's thread, which stands still while others have the core. Fails if
// they wait more than 1.2 times as long at p99 beside one upload, by the latter, or if the Worker keeps memory. The bucket is
// the local stand-in for R2, whose work is on the same thread. Options: --rounds, --seconds (of a turn, at least)
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { AVATAR_MAX_BYTES } from '../../../src/model/avatars.ts'
import { percentile } from '../../support/percentile.ts'
import { type Client, clientOf } from '../http.ts'
import { inMib, liveHeap, workerdClock, workerdMemory } from '../memory.ts'
import { ACTIONS, type Person, register } from '../person.ts'
import { serveWorker } from '../serve.ts'
import { cameraPicture } from './picture.ts'
import type { UploaderData } from './uploader.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seconds: { type: 'string', default: '2' } },
})
const rounds = Number(values.rounds)
const turnMs = Number(values.seconds) * 1_000

const READERS = 16
const AT_ONCE = [0, 1, 4]
const DEMANDED_RATIO = 1.2
const MAX_GROWTH = 1.25 // of the live heap over the second half of the run: one picture that was kept would be far more
const SAMPLE_MS = 50

/** What was measured in a turn. */
interface Turn {
  /** How many uploaded at once. */
  atOnce: number
  p50: number
  p99: number
  /** The same by the clock of workerd's thread. */
  ownP50: number
  ownP99: number
  reads: number
  uploadsMs: number[]
  elapsedMs: number
  /** The most memory of workerd, in bytes. */
  memory: number
}

const service = await serveWorker({ PASSWORD_ITERATIONS: '20000' }, 0, ['AVATARS'])
try {
  const call = clientOf(service.url, READERS)
  const idle = workerdMemory(process.pid)
  const readers = await people(call, READERS)
  const tokens = (await people(call, Math.max(...AT_ONCE))).map(({ token }) => token)
  const workerData: UploaderData = { url: service.url, tokens, picture: cameraPicture(AVATAR_MAX_BYTES) }
  const uploader = new Worker(join(import.meta.dirname, 'uploader.ts'), { workerData })
  const turns: Turn[] = []
  const heaps: number[] = []
  for (let round = -1; round < rounds; round++) {
    for (const atOnce of AT_ONCE) {
      const turn = await takeTurn(call, readers, uploader, atOnce)
      if (round >= 0) turns.push(turn) // the first requests compile code
    }
    heaps.push(await liveHeap(service.inspectorUrl, () => call('/health')))
  }
  await uploader.terminate()
  report(idle, turns, heaps)
} finally {
  await service.stop()
}

async function people(call: Client, count: number): Promise<Person[]> {
  const registered: Person[] = []
  while (registered.length < count) registered.push(await register(call))
  return registered
}

/** Reads for so long, and on until the uploads that have begun are through. */
async function takeTurn(call: Client, readers: Person[], uploader: Worker, atOnce: number): Promise<Turn> {
  const latenciesMs: number[] = []
  const ownMs: number[] = []
  const clock = workerdClock(process.pid)
  let memory = 0
  const sampling = setInterval(() => {
    memory = Math.max(memory, workerdMemory(process.pid))
  }, SAMPLE_MS)
  let isOver = false
  const start = performance.now()
  const reading = readers.map(async (reader) => {
    while (!isOver) {
      const [sent, ownSent] = [performance.now(), clock()]
      await ACTIONS.read(call, reader)
      latenciesMs.push(performance.now() - sent)
      ownMs.push(clock() - ownSent)
    }
  })
  if (atOnce > 0) uploader.postMessage(atOnce)
  await new Promise((resolve) => setTimeout(resolve, turnMs))
  uploader.postMessage(0)
  const [uploadsMs] = await once(uploader, 'message')
  isOver = true
  await Promise.all(reading)
  clearInterval(sampling)
  return {
    atOnce,
    p50: percentile(latenciesMs, 50),
    p99: percentile(latenciesMs, 99),
    ownP50: percentile(ownMs, 50),
    ownP99: percentile(ownMs, 99),
    reads: latenciesMs.length,
    uploadsMs: atOnce > 0 ? uploadsMs : [],
    elapsedMs: performance.now() - start,
    memory,
  }
}

function report(idle: number, turns: Turn[], heaps: number[]): void {
  const all = AT_ONCE.map((atOnce) => summary(turns.filter((turn) => turn.atOnce === atOnce)))
  const [alone, one] = all
  if (!alone || !one) return
  console.log(`${READERS} readers of their own profile; medians of ${rounds} turns. workerd has ${inMib(idle)} idle.`)
  all.forEach(({ p50, p99, ownP50, ownP99, reads, uploads, tookMs, memory }, index) => {
    const times = (median: number, most: number, ratio: number) =>
      `p50 ${median.toFixed(1)} ms, p99 ${most.toFixed(1)} ms (${ratio.toFixed(2)})`
    console.log(`\n${AT_ONCE[index]} uploads at once
  on the wall: ${times(p50, p99, p99 / alone.p99)}
  of workerd:  ${times(ownP50, ownP99, ownP99 / alone.ownP99)}
  ${reads.toFixed(0)} reads/s, ${uploads.toFixed(2)} uploads/s of ${tookMs.toFixed(0)} ms; workerd has ${inMib(memory)} at most`)
  })
  const [halfway = 0, end = 0] = [heaps[Math.floor(heaps.length / 2)], heaps.at(-1)]
  console.log(`\nLive heap of the Worker with its buffers: ${inMib(halfway)} halfway, ${inMib(end)} at the end`)
  const ratio = one.ownP99 / alone.ownP99
  if (!(ratio <= DEMANDED_RATIO)) fail(`Readers wait ${ratio.toFixed(2)} times as long.`)
  if (!(end <= halfway * MAX_GROWTH)) fail('The Worker keeps memory.')
}

/** The medians of turns, and their uploads a second. */
function summary(turns: Turn[]) {
  const seconds = turns.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0) / 1_000
  const uploadsMs = turns.flatMap((turn) => turn.uploadsMs)
  const medianOf = (figure: 'p50' | 'p99' | 'ownP50' | 'ownP99') =>
    percentile(
      turns.map((turn) => turn[figure]),
      50,
    )
  return {
    p50: medianOf('p50'),
    p99: medianOf('p99'),
    ownP50: medianOf('ownP50'),
    ownP99: medianOf('ownP99'),
    reads: turns.reduce((sum, { reads }) => sum + reads, 0) / seconds,
    uploads: uploadsMs.length / seconds,
    tookMs: percentile(uploadsMs, 50),
    memory: Math.max(...turns.map(({ memory }) => memory)),
  }
}

function fail(reason: string): void {
  console.error(`\n${reason}`)
  process.exitCode = 1
}

// npm run load:avatars: 16 people read their own profile, without a pause, while nobody uploads a picture, while somebody uploads
// pictures of 8 MiB one after another, and while four do so at once. The three take turns in one run. Fails if readers wait more
// than 1.2 times as long at p99 beside one upload, or if the second half of the run takes more memory than the first. The bucket
// is the local stand-in for R2, whose work is on the thread of the Worker. Options: --rounds, --seconds (of a turn, at least)
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { AVATAR_MAX_BYTES } from '../../../src/model/avatars.ts'
import { type Client, clientOf } from '../http.ts'
import { workerdMemory } from '../memory.ts'
import { ACTIONS, type Person, register } from '../person.ts'
import { serveWorker } from '../serve.ts'
import { cameraPicture } from './picture.ts'
import type { UploaderData } from './uploader.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seconds: { type: 'string', default: '2' } },
})
const rounds = Number(values.rounds)
const turnMs = Number(values.seconds) * 1_000

const MIB = 1_024 ** 2
const READERS = 16
const AT_ONCE = [0, 1, 4]
const DEMANDED_RATIO = 1.2
const MAX_GROWTH = 1.25 // of the most memory, from one half of the run to the other: what uploads kept would be far more
const SAMPLE_MS = 50

/** What was measured in a turn. */
interface Turn {
  /** How many uploaded at once. */
  atOnce: number
  p50: number
  p99: number
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
  const uploader = new Worker(new URL('./uploader.ts', import.meta.url), { workerData })
  const turns: Turn[] = []
  for (let round = -1; round < rounds; round++) {
    for (const atOnce of AT_ONCE) {
      const turn = await takeTurn(call, readers, uploader, atOnce)
      if (round >= 0) turns.push(turn) // the first requests compile code
    }
  }
  await uploader.terminate()
  report(idle, turns)
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
  let memory = 0
  const sampling = setInterval(() => {
    memory = Math.max(memory, workerdMemory(process.pid))
  }, SAMPLE_MS)
  let isOver = false
  const start = performance.now()
  const reading = readers.map(async (reader) => {
    while (!isOver) {
      const sent = performance.now()
      await ACTIONS.read(call, reader)
      latenciesMs.push(performance.now() - sent)
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
    reads: latenciesMs.length,
    uploadsMs: atOnce > 0 ? uploadsMs : [],
    elapsedMs: performance.now() - start,
    memory,
  }
}

function report(idle: number, turns: Turn[]): void {
  const all = AT_ONCE.map((atOnce) => summary(turns.filter((turn) => turn.atOnce === atOnce)))
  const [alone] = all
  console.log(`${READERS} readers of their own profile; medians of ${rounds} turns. workerd has ${inMib(idle)} idle.`)
  all.forEach(({ p50, p99, reads, uploads, tookMs, memory }, index) => {
    const ratio = alone ? p99 / alone.p99 : Number.NaN
    console.log(
      `${AT_ONCE[index]} upload at once: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (ratio ${ratio.toFixed(2)}), ` +
        `${reads.toFixed(0)} reads/s, ${uploads.toFixed(2)} uploads/s of ${tookMs.toFixed(0)} ms, at most ${inMib(memory)}`,
    )
  })
  const half = turns.length / 2
  const [before, after] = [turns.slice(0, half), turns.slice(half)].map(mostMemory)
  console.log(`Most memory in the first half ${inMib(before ?? 0)}, in the second ${inMib(after ?? 0)}`)
  const ratio = (all[1]?.p99 ?? Number.NaN) / (alone?.p99 ?? Number.NaN)
  if (!(ratio <= DEMANDED_RATIO)) fail(`Readers wait ${ratio.toFixed(2)} times as long.`)
  if (!((after ?? Number.NaN) <= (before ?? 0) * MAX_GROWTH)) fail('The Worker keeps memory.')
}

/** The medians of turns, and their uploads a second. */
function summary(turns: Turn[]) {
  const seconds = turns.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0) / 1_000
  const uploadsMs = turns.flatMap((turn) => turn.uploadsMs)
  const medianOf = (figure: 'p50' | 'p99') =>
    percentile(
      turns.map((turn) => turn[figure]),
      50,
    )
  return {
    p50: medianOf('p50'),
    p99: medianOf('p99'),
    reads: turns.reduce((sum, { reads }) => sum + reads, 0) / seconds,
    uploads: uploadsMs.length / seconds,
    tookMs: percentile(uploadsMs, 50),
    memory: mostMemory(turns),
  }
}

function mostMemory(turns: Turn[]): number {
  return Math.max(...turns.map(({ memory }) => memory))
}

/** Nearest rank. */
function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN
}

function inMib(bytes: number): string {
  return `${(bytes / MIB).toFixed(0)} MiB`
}

function fail(reason: string): void {
  console.error(`\n${reason}`)
  process.exitCode = 1
}

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
import { type Client, clientOf } from '../http.ts'
import { liveHeap, workerdClock, workerdMemory } from '../memory.ts'
import { ACTIONS, type Person, register } from '../person.ts'
import { serveWorker } from '../serve.ts'
import { cameraPicture } from './picture.ts'
import { AT_ONCE, type Memory, READERS, report, type Turn } from './report.ts'
import type { UploaderData } from './uploader.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seconds: { type: 'string', default: '2' } },
})
const rounds = Number(values.rounds)
const turnMs = Number(values.seconds) * 1_000

const SAMPLE_MS = 50
/** One after another, while nobody reads. */
const ALONE_UPLOADS = 40

const service = await serveWorker({ PASSWORD_ITERATIONS: '20000' }, 0, ['AVATARS'])
try {
  const call = clientOf(service.url, READERS)
  const idle = workerdMemory(process.pid)
  const readers = await people(call, READERS)
  const tokens = (await people(call, Math.max(...AT_ONCE))).map(({ token }) => token)
  const workerData: UploaderData = { url: service.url, tokens, picture: cameraPicture(AVATAR_MAX_BYTES) }
  const uploader = new Worker(join(import.meta.dirname, 'uploader.ts'), { workerData })
  const memory: Memory = { idle, reads: 0, uploads: [], heaps: [] }
  for (let turn = 0; turn < 3; turn++) memory.reads = (await takeTurn(call, readers, uploader, 0)).memory
  const turns: Turn[] = []
  for (let round = -1; round < rounds; round++) {
    for (const atOnce of AT_ONCE) {
      const turn = await takeTurn(call, readers, uploader, atOnce)
      if (round >= 0) turns.push(turn) // the first requests compile code
    }
    memory.heaps.push(await liveHeap(service.inspectorUrl, () => call('/health')))
  }
  while (memory.uploads.length < ALONE_UPLOADS) {
    uploader.postMessage(1)
    uploader.postMessage(0)
    await once(uploader, 'message')
    memory.uploads.push(workerdMemory(process.pid))
  }
  await uploader.terminate()
  report(turns, memory, rounds)
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
  const waitsMs: number[] = []
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
      waitsMs.push(performance.now() - sent)
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
    waitsMs,
    ownMs,
    uploadsMs: atOnce > 0 ? uploadsMs : [],
    elapsedMs: performance.now() - start,
    memory,
  }
}

// npm run load: a minute of mixed load on the local Worker, over 64 connections: register, log in, refresh, read, write.
// Fails on any answer but the right one, if anything that was acknowledged cannot be read back, or if the Worker keeps
// memory. The service has a database of its own and no rate limits. Options: --seconds, --connections, --iterations,
// --distance (of the database, such as 30ms)
import { parseArgs } from 'node:util'
import { readDistance } from '../support/distance.ts'
import { type Client, clientOf } from './http.ts'
import { inMib, liveHeap, workerdMemory } from './memory.ts'
import { ACTIONS, type Action, type Person, readBack, register, WrongAnswer } from './person.ts'
import { serveWorker } from './serve.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '64' },
    iterations: { type: 'string', default: '20000' },
    distance: { type: 'string', default: '0ms' },
  },
})
const seconds = Number(values.seconds)
const connections = Number(values.connections)
const distance = readDistance(values.distance)

/** Of a hundred calls: people read far more than they write, and sign in seldom. */
const MIX: Record<Action | 'register', number> = {
  register: 4,
  login: 6,
  refresh: 15,
  readPublic: 15,
  write: 20,
  read: 40,
}

const MAX_GROWTH = 1.25 // of the live heap over the second half of the run: what every request kept would be far more

interface Tally {
  calls: number
  latenciesMs: number[]
}

const tallies = new Map<string, Tally>()
const failures = new Map<string, number>()
const people: Person[] = []
const heaps: number[] = []

console.log(`${seconds} s of mixed load over ${connections} connections on the local Worker, without rate limits.`)
console.log(
  `PASSWORD_ITERATIONS is ${values.iterations} and not 600000, so that hashing is not all that is measured. ` +
    `The database is ${distance} ms away.\n`,
)
const service = await serveWorker({ PASSWORD_ITERATIONS: values.iterations }, distance)
try {
  const call = clientOf(service.url, connections)
  const measureHeap = async () => heaps.push(await liveHeap(service.inspectorUrl, () => call('/health')))
  const start = performance.now()
  const halfway = setTimeout(measureHeap, seconds * 500)
  await Promise.all(Array.from({ length: connections }, () => live(call, start + seconds * 1_000)))
  const elapsed = (performance.now() - start) / 1_000
  clearTimeout(halfway)
  await measureHeap()
  const resident = workerdMemory(process.pid)
  const lost = await countLost(call)
  report(elapsed, lost, resident)
} finally {
  await service.stop()
}

/** The people of one connection, one call after another: nobody makes two calls at once. */
async function live(call: Client, end: number): Promise<void> {
  const own: Person[] = []
  while (performance.now() < end) {
    const person = own[Math.floor(Math.random() * own.length)]
    const action = person ? draw() : 'register'
    const start = performance.now()
    try {
      if (person && action !== 'register') await ACTIONS[action](call, person)
      else own.push(await register(call))
    } catch (error) {
      const what = error instanceof WrongAnswer ? error.message : `${action}: ${error}`
      failures.set(what, (failures.get(what) ?? 0) + 1)
    }
    note(action, performance.now() - start)
  }
  people.push(...own)
}

function draw(): Action | 'register' {
  let left = Math.random() * Object.values(MIX).reduce((sum, share) => sum + share, 0)
  for (const [action, share] of Object.entries(MIX)) {
    left -= share
    if (left < 0) return action as Action | 'register'
  }
  return 'read'
}

function note(action: string, milliseconds: number): void {
  const tally = tallies.get(action) ?? { calls: 0, latenciesMs: [] }
  tally.calls++
  tally.latenciesMs.push(milliseconds)
  tallies.set(action, tally)
}

/** Reads every acknowledged write back, and answers how many people miss something. */
async function countLost(call: Client): Promise<number> {
  const queue = people.values()
  let lost = 0
  const check = async () => {
    for (const person of queue) {
      await readBack(call, person).catch((error: Error) => {
        lost++
        failures.set(error.message, (failures.get(error.message) ?? 0) + 1)
      })
    }
  }
  await Promise.all(Array.from({ length: connections }, check))
  return lost
}

function report(elapsed: number, lost: number, resident: number): void {
  for (const [action, { calls, latenciesMs }] of tallies) {
    const sorted = latenciesMs.sort((a, b) => a - b)
    console.log(
      `${action.padEnd(12)} ${String(calls).padStart(7)} calls, p50 ${at(sorted, 0.5)}, p99 ${at(sorted, 0.99)}`,
    )
  }
  const calls = [...tallies.values()].reduce((sum, tally) => sum + tally.calls, 0)
  const failed = [...failures.values()].reduce((sum, count) => sum + count, 0)
  console.log(`\n${calls} calls in ${elapsed.toFixed(0)} s, ${Math.round(calls / elapsed)} a second; ${failed} failed`)
  for (const [what, count] of failures) console.log(`  ${count} x ${what}`)
  console.log(`${people.length} people read back, of whom ${lost} miss something that was acknowledged`)

  const [halfway = 0, end = 0] = heaps
  const isBounded = halfway > 0 && end <= halfway * MAX_GROWTH
  console.log(`Live heap of the Worker: ${inMib(halfway)} halfway, ${inMib(end)} at the end`)
  console.log(`All of workerd, with the database and what is not collected yet: ${inMib(resident)} resident`)
  if (failed > 0 || lost > 0 || !isBounded) fail(isBounded ? 'Something failed.' : 'The Worker keeps memory.')
}

function at(sorted: number[], share: number): string {
  return `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)} ms`.padStart(8)
}

function fail(reason: string): void {
  console.error(`\n${reason}`)
  process.exitCode = 1
}

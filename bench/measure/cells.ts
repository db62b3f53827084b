import type { Load } from '../load/load.ts'
import type { Plan } from '../options.ts'
import { cpuSeconds, untilIdle } from '../servers/process.ts'
import { type Call, SAMPLE, type Server } from '../servers/server.ts'
import { quantile } from './statistics.ts'

/** One server under one load; each list has an entry a round. */
export interface Cell {
  server: string
  call: Call | 'hash'
  connections: number
  /** Answers a second. */
  throughput: number[]
  /** Milliseconds. */
  p50: number[]
  p99: number[]
  /** Milliseconds of CPU that the server's process used for each answer. */
  cpu: number[]
}

export const CHEAP_CALLS = ['own profile', 'public profile', 'update'] as const
export const HASHING_CALLS = ['login', 'register', 'hash'] as const
const HASHING = new Set<string>(HASHING_CALLS)

export interface CellPlan extends Pick<Plan, 'connections' | 'seconds' | 'hashingCalls'> {
  calls: readonly Cell['call'][]
}

/**
 * Measures every call of every server at every number of connections: one round. Servers take turns within each cell,
 * so that whatever else the machine does meets all of them; each begins when it has nothing left to do.
 */
export async function measureCells(servers: Record<string, Server>, plan: CellPlan, load: Load): Promise<Cell[]> {
  const cells = Object.keys(servers).flatMap((server) =>
    plan.calls.flatMap((call) =>
      plan.connections.map(
        (connections): Cell => ({ server, call, connections, throughput: [], p50: [], p99: [], cpu: [] }),
      ),
    ),
  )
  const order = Map.groupBy(cells, ({ call, connections }) => `${call} ${connections}`)
  for (const [title, contenders] of order) {
    process.stderr.write(`  ${title}\n`)
    for (const cell of contenders) {
      const server = servers[cell.server]
      if (server) await measureCell(cell, server, plan, load)
    }
  }
  return cells.filter(({ throughput }) => throughput.length > 0)
}

async function measureCell(cell: Cell, server: Server, plan: CellPlan, load: Load): Promise<void> {
  const make = server.requests[cell.call]
  if (!make) return
  const { origin, pid } = server
  const { connections } = cell
  const job = HASHING.has(cell.call)
    ? { origin, connections, requests: make(Math.max(connections, plan.hashingCalls)) } // to the end: half a hash is none
    : { origin, connections, requests: make(SAMPLE), seconds: plan.seconds }
  await untilIdle(pid)
  const before = await cpuSeconds(pid)
  const { seconds, latencies } = await load.run(job)
  await untilIdle(pid)
  const cpu = (await cpuSeconds(pid)) - before
  cell.throughput.push(latencies.length / seconds)
  cell.p50.push(quantile(latencies, 0.5))
  cell.p99.push(quantile(latencies, 0.99))
  cell.cpu.push((cpu * 1_000) / latencies.length)
}

const WARM_UP_CONNECTIONS = 16

/** Lets every server's engine compile what the calls need. */
export async function warmUp(servers: Record<string, Server>, plan: CellPlan, load: Load): Promise<void> {
  for (const { origin, requests } of Object.values(servers)) {
    for (const call of plan.calls) {
      const make = requests[call]
      if (!make) continue
      const job = HASHING.has(call)
        ? { requests: make(2 * plan.hashingCalls) }
        : { requests: make(SAMPLE), seconds: plan.seconds }
      await load.run({ origin, connections: WARM_UP_CONNECTIONS, ...job })
    }
  }
}

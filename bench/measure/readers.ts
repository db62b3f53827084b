import type { Load } from '../load/load.ts'
import type { Plan } from '../options.ts'
import { untilIdle } from '../servers/process.ts'
import { SAMPLE, type Server } from '../servers/server.ts'
import { quantile } from './statistics.ts'

/** How long readers wait while others log in: an entry of each list a round, in milliseconds. */
export interface Readers {
  server: string
  p50: number[]
  p99: number[]
}

const READERS = 8
const LOGINS = 4

/** Reads own profiles while four connections log in without a pause; the logins under way at the end are abandoned. */
export async function measureReaders(servers: Record<string, Server>, plan: Plan, load: Load): Promise<Readers[]> {
  const results = Object.keys(servers)
    .filter((server) => servers[server]?.requests.login)
    .map((server): Readers => ({ server, p50: [], p99: [] }))
  for (let round = 0; round < plan.rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${plan.rounds}: readers while ${LOGINS} logins run\n`)
    for (const result of results) {
      const server = servers[result.server]
      const [read, login] = [server?.requests['own profile'], server?.requests.login]
      if (!server || !read || !login) continue
      await untilIdle(server.pid)
      const { latencies } = await load.run({
        origin: server.origin,
        requests: read(SAMPLE),
        connections: READERS,
        seconds: plan.readerSeconds,
        beside: { requests: login(SAMPLE), connections: LOGINS },
      })
      result.p50.push(quantile(latencies, 0.5))
      result.p99.push(quantile(latencies, 0.99))
    }
  }
  return results
}

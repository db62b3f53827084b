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

/** Reads own profiles while four connections log in without a pause: one round. Logins under way at the end are abandoned. */
export async function measureReaders(servers: Record<string, Server>, plan: Plan, load: Load): Promise<Readers[]> {
  process.stderr.write(`  readers while ${LOGINS} logins run\n`)
  const results: Readers[] = []
  for (const [name, { origin, pid, requests }] of Object.entries(servers)) {
    const { login, 'own profile': read } = requests
    if (!read || !login) continue
    await untilIdle(pid)
    const { latencies } = await load.run({
      origin,
      requests: read(SAMPLE),
      connections: READERS,
      seconds: plan.readerSeconds,
      beside: { requests: login(SAMPLE), connections: LOGINS },
    })
    results.push({ server: name, p50: [quantile(latencies, 0.5)], p99: [quantile(latencies, 0.99)] })
  }
  return results
}

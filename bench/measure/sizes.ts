import { join } from 'node:path'
import type { Load } from '../load/load.ts'
import type { Plan } from '../options.ts'
import type { Contender, Server } from '../servers/server.ts'
import { type Cell, measureCells } from './cells.ts'

const CONNECTIONS = 16

/** The same calls with more and more users in the database: a cell's `server` is the number of users. */
export async function measureSizes(
  contender: Contender,
  directory: string,
  start: (contender: Contender, directory: string) => Promise<Server>,
  plan: Plan,
  load: Load,
): Promise<Cell[]> {
  const servers: Record<string, Server> = {}
  for (const users of plan.sizes) {
    process.stderr.write(`${users} users\n`)
    const folder = join(directory, `${contender.name}-${users}`)
    await contender.seed(folder, users)
    servers[`${users} users`] = await start(contender, folder)
  }
  const calls = ['own profile', 'public profile', 'update'] as const
  const cells = await measureCells(servers, { ...plan, calls, connections: [CONNECTIONS] }, load)
  for (const server of Object.values(servers)) await server.stop()
  return cells
}

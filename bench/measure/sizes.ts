import { join } from 'node:path'
import type { Load } from '../load/load.ts'
import type { Plan } from '../options.ts'
import type { Contender } from '../servers/server.ts'
import { type Cell, CHEAP_CALLS, measureCells } from './cells.ts'
import { inRounds, mergeRounds, type Start } from './rounds.ts'

const CONNECTIONS = 16

/** The same calls with more and more users in the database: a cell's `server` is the number of users. */
export async function measureSizes(
  contender: Contender,
  directory: string,
  start: Start,
  plan: Plan,
  load: Load,
): Promise<Cell[]> {
  const contenders = plan.sizes.map((users) => ({
    contender: { ...contender, name: `${users} users` },
    directory: join(directory, `${contender.name}-${users}`),
    users,
  }))
  for (const { directory, users } of contenders) {
    process.stderr.write(`${users} users\n`)
    await contender.seed(directory, users)
  }
  const sized = { ...plan, calls: CHEAP_CALLS, connections: [CONNECTIONS] }
  const rounds = await inRounds(plan.rounds, contenders, start, sized, load, (servers) =>
    measureCells(servers, sized, load),
  )
  return mergeRounds(rounds)
}

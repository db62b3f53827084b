import type { Load } from '../load/load.ts'
import type { Plan } from '../options.ts'
import type { Contender } from '../servers/server.ts'
import { type Cell, measureCells } from './cells.ts'
import { inRounds, mergeRounds, type Start } from './rounds.ts'

const HASHING = { calls: ['login', 'register'], connections: [1] } as const // more would wait for hashes and not for D1
const CHEAP = { calls: ['own profile', 'update'], connections: [1, 16] } as const

/** The calls that people wait for, of contenders whose databases are as far away as in production. */
export async function measureDistance(
  seeded: { contender: Contender; directory: string }[],
  start: Start,
  plan: Plan,
  load: Load,
): Promise<Cell[]> {
  const series = async ({ calls, connections }: typeof HASHING | typeof CHEAP) => {
    const cellPlan = { ...plan, calls, connections: [...connections] }
    const measure = inRounds(plan.rounds, seeded, start, cellPlan, load, (servers) =>
      measureCells(servers, cellPlan, load),
    )
    return mergeRounds(await measure)
  }
  process.stderr.write(`D1 ${plan.distance} ms away\n`)
  return [...(await series(CHEAP)), ...(await series(HASHING))]
}

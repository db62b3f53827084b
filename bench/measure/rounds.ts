import type { Load } from '../load/load.ts'
import type { Contender, Server } from '../servers/server.ts'
import { type CellPlan, warmUp } from './cells.ts'

/** Starts a contender on what was seeded for it. */
export type Start = (contender: Contender, directory: string) => Promise<Server>

/**
 * Measures in rounds, each with new processes of all the servers: two processes of one binary can differ by a tenth for
 * as long as they live, wherever in memory they happen to be.
 */
export async function inRounds<T>(
  count: number,
  contenders: { contender: Contender; directory: string }[],
  start: Start,
  plan: CellPlan,
  load: Load,
  measure: (servers: Record<string, Server>) => Promise<T>,
): Promise<T[]> {
  const rounds: T[] = []
  for (let round = 1; round <= count; round++) {
    process.stderr.write(`round ${round} of ${count}\n`)
    const servers: Record<string, Server> = {}
    for (const { contender, directory } of contenders) servers[contender.name] = await start(contender, directory)
    await warmUp(servers, plan, load)
    rounds.push(await measure(servers))
    for (const server of Object.values(servers)) await server.stop()
  }
  return rounds
}

/** The same records of every round as one: each of their lists has an entry a round. */
export const mergeRounds = <T extends object>(rounds: T[][]): T[] =>
  (rounds[0] ?? []).map((first, position) =>
    Object.assign(
      { ...first },
      ...Object.entries(first)
        .filter(([, value]) => Array.isArray(value))
        .map(([name]) => ({ [name]: rounds.flatMap((round) => Object(round[position])[name]) })),
    ),
  )

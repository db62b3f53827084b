import { median } from '../measure/statistics.ts'
import type { Results } from './results.ts'

/** What Latchkey has to reach, and what it did. */
export interface Target {
  name: string
  figure: number
  bound: number
  is: 'at least' | 'at most'
  met: boolean
}

/** Judges a run. Where a figure was measured at several numbers of connections, the worst one counts. */
export function judge(results: Results): Target[] {
  return [
    atLeast('own profile: throughput against the floor', Math.min(...ownProfileRatios(results)), 0.9),
    atLeast("readers' p99 while 4 logins run: better-auth's against Latchkey's", waiting(results, 'better-auth'), 10),
    atLeast("readers' p99 while 4 logins run: Express's against Latchkey's", waiting(results, 'Express'), 10),
    atMost('bundle, minified and gzipped, against better-auth on Workers', bundleRatio(results), 0.25),
    atLeast('throughput with the most users against the fewest', sizeRatio(results), 0.85),
  ]
}

const atLeast = (name: string, figure: number, bound: number): Target => ({
  name,
  figure,
  bound,
  is: 'at least',
  met: figure >= bound,
})

export const atMost = (name: string, figure: number, bound: number): Target => ({
  name,
  figure,
  bound,
  is: 'at most',
  met: figure <= bound,
})

/** The median over the rounds of one list against another: both sides of each ratio are from the same minute. */
export const medianRatio = (a: number[], b: number[]): number =>
  median(a.map((value, round) => value / (b[round] ?? Number.NaN)))

/** The throughput of own profiles against the floor's, at each number of connections. */
function ownProfileRatios({ cells }: Results): number[] {
  const find = (server: string) => cells.filter((cell) => cell.server === server && cell.call === 'own profile')
  return find('Latchkey').map(({ connections, throughput }) => {
    const other = find('floor').find((cell) => cell.connections === connections)
    return medianRatio(throughput, other?.throughput ?? [])
  })
}

function waiting({ readers }: Results, other: string): number {
  const p99 = (name: string) => readers.find(({ server }) => server === name)?.p99 ?? []
  return medianRatio(p99(other), p99('Latchkey'))
}

function bundleRatio({ bundles }: Results): number {
  const gzipped = (wanted: string) => bundles.find(({ name }) => name === wanted)?.gzipped ?? Number.NaN
  return gzipped('Latchkey') / gzipped('better-auth')
}

function sizeRatio({ sizes }: Results): number {
  const calls = Map.groupBy(sizes, ({ call }) => call)
  return Math.min(
    ...[...calls.values()].map((cells) => medianRatio(cells.at(-1)?.throughput ?? [], cells.at(0)?.throughput ?? [])),
  )
}

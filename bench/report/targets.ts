import type { Cell } from '../measure/cells.ts'
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
  const throughput = (call: string, other: string) =>
    Math.min(...ratios(results.cells, ['Latchkey', call], [other, call], 'throughput'))
  const beyondHash = Math.max(...ratios(results.cells, ['Latchkey', 'login'], ['Latchkey', 'hash'], 'cpu')) - 1
  return [
    atLeast('own profile: throughput against the floor', throughput('own profile', 'floor'), 0.9),
    atLeast("own profile: throughput against better-auth's get-session", throughput('own profile', 'better-auth'), 2.5),
    atLeast("update: throughput against better-auth's update-user", throughput('update', 'better-auth'), 4),
    atMost('login: CPU beyond the hash itself, as a share of it', beyondHash, 0.05),
    atLeast("readers' p99 while 4 logins run: better-auth's against Latchkey's", waiting(results, 'better-auth'), 10),
    atLeast("readers' p99 while 4 logins run: Express's against Latchkey's", waiting(results, 'Express'), 10),
    atMost('bundle, minified and gzipped, against better-auth on Workers', bundleRatio(results), 0.25),
    atMost('cold start against an empty Worker', coldStartRatio(results), 1.15),
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

const atMost = (name: string, figure: number, bound: number): Target => ({
  name,
  figure,
  bound,
  is: 'at most',
  met: figure <= bound,
})

/** The median over the rounds of one list against another: both sides of each ratio are from the same minute. */
const medianRatio = (a: number[], b: number[]): number =>
  median(a.map((value, round) => value / (b[round] ?? Number.NaN)))

type Figure = 'throughput' | 'p50' | 'p99' | 'cpu'

/** One server's call against another's, at each number of connections. */
function ratios(cells: Cell[], ofWhat: [string, string], toWhat: [string, string], figure: Figure): number[] {
  const find = ([server, call]: [string, string]) =>
    cells.filter((cell) => cell.server === server && cell.call === call)
  const found = find(ofWhat).map((cell) => {
    const other = find(toWhat).find(({ connections }) => connections === cell.connections)
    return medianRatio(cell[figure], other?.[figure] ?? [])
  })
  if (found.length === 0) throw new Error(`${ofWhat.join(', ')} was not measured`)
  return found
}

function waiting({ readers }: Results, other: string): number {
  const p99 = (name: string) => readers.find(({ server }) => server === name)?.p99 ?? []
  return medianRatio(p99(other), p99('Latchkey'))
}

function bundleRatio({ bundles }: Results): number {
  const gzipped = (wanted: string) => bundles.find(({ name }) => name === wanted)?.gzipped ?? Number.NaN
  return gzipped('Latchkey') / gzipped('better-auth')
}

function coldStartRatio({ coldStarts }: Results): number {
  const start = (name: string) => coldStarts.find(({ server }) => server === name)?.milliseconds ?? []
  return medianRatio(start('Latchkey'), start('empty'))
}

function sizeRatio({ sizes }: Results): number {
  const calls = Map.groupBy(sizes, ({ call }) => call)
  return Math.min(
    ...[...calls.values()].map((cells) => medianRatio(cells.at(-1)?.throughput ?? [], cells.at(0)?.throughput ?? [])),
  )
}

import { median } from '../measure/statistics.ts'
import { LEFT_OUT, type Panel } from './chart.ts'
import { cellRows, headOf, table, targetTable } from './markdown.ts'
import type { DistanceResults } from './results.ts'
import { atMost, medianRatio, type Target } from './targets.ts'

/** The p50 of a call at a number of connections against another server's, and what it may be at most. */
const BOUNDS = [
  { call: 'own profile', connections: 1, other: 'better-auth', bound: 0.55 },
  { call: 'own profile', connections: 1, other: 'floor', bound: 1.05 },
  { call: 'update', connections: 1, other: 'better-auth', bound: 0.4 },
  { call: 'register', connections: 1, other: 'better-auth', bound: 0.62 },
  { call: 'login', connections: 1, other: 'better-auth', bound: 0.95 },
  { call: 'own profile', connections: 16, other: 'better-auth', bound: 0.6 },
  { call: 'own profile', connections: 16, other: 'floor', bound: 1.1 },
  { call: 'update', connections: 16, other: 'better-auth', bound: 0.45 },
]

/** Judges a run with distant databases. */
export function judgeDistance({ cells }: DistanceResults): Target[] {
  return BOUNDS.map(({ call, connections, other, bound }) => {
    const p50 = (wanted: string) =>
      cells.find((cell) => cell.server === wanted && cell.call === call && cell.connections === connections)?.p50 ?? []
    const ratio = medianRatio(p50('Latchkey'), p50(other))
    return atMost(`${call}, connections: ${connections}: p50 against ${other}`, ratio, bound)
  })
}

/** The results of a run with distant databases as Markdown: medians of the rounds. */
export function renderDistance(results: DistanceResults, targets: Target[]): string {
  return `# The benchmark's last run with a distant database

${headOf(results)}
Every round trip to D1 takes ${results.plan.distance} ms longer, for every server: [README](../README.md#how-it-is-measured).

## Targets

${targetTable(targets)}

## Calls

${table(['call', 'connections', 'server', 'calls/s', 'p50 ms', 'p99 ms', 'CPU ms a call'], cellRows(results.cells))}
`
}

/** The chart of docs/measuring.md that comes first: what people wait for. */
export const distancePanels = ({ cells, plan }: DistanceResults): Panel[] =>
  [
    { call: 'own profile', connections: 1 },
    { call: 'own profile', connections: 16 },
    { call: 'update', connections: 1 },
    { call: 'update', connections: 16 },
    { call: 'register', connections: 1 },
    { call: 'login', connections: 1 },
  ].map(({ call, connections }) => ({
    title: `${call[0]?.toUpperCase()}${call.slice(1)}, D1 ${plan.distance} ms away, ${connections} at once: p50, ms`,
    values: cells
      .filter((cell) => cell.call === call && cell.connections === connections && !LEFT_OUT.has(cell.server))
      .map(({ server, p50 }) => ({ server, value: median(p50) })),
  }))

import type { Cell } from '../measure/cells.ts'
import { median } from '../measure/statistics.ts'
import type { Results, Run } from './results.ts'
import type { Target } from './targets.ts'

/** The results as Markdown: medians of the rounds. */
export function renderMarkdown(results: Results, targets: Target[]): string {
  return `# The benchmark's last run

${headOf(results)}
What is compared with what, and what is not comparable: [README](../README.md). Latchkey is without the local D1's
bookmarks and without log output; "Latchkey, local" has both.

## Targets

${targetTable(targets)}

## Calls

${table(['call', 'connections', 'server', 'calls/s', 'p50 ms', 'p99 ms', 'CPU ms a call'], cellRows(results.cells))}

## Readers while 4 logins run

${table(
  ['server', 'p50 ms', 'p99 ms'],
  results.readers.map(({ server, p50, p99 }) => [server, figure(median(p50)), figure(median(p99))]),
)}

## Round trips to D1

${table(
  ['server', 'call', 'round trips'],
  results.trips.map(({ server, call, trips }) => [server, call, String(trips)]),
)}

## Latchkey with more users

${table(['call', 'connections', 'users', 'calls/s', 'p50 ms', 'p99 ms', 'CPU ms a call'], cellRows(results.sizes))}

## Cold start, memory, bundle

${table(
  ['server', 'first answer of a new process, ms'],
  results.coldStarts.map(({ server, milliseconds }) => [server, figure(median(milliseconds))]),
)}

${table(
  ['server', 'MiB after the load', 'MiB at most'],
  results.memory.map(({ server, resident, peak }) => [server, median(resident).toFixed(0), median(peak).toFixed(0)]),
)}

${table(
  ['bundle', 'minified KiB', 'gzipped KiB', 'of that the entry'],
  results.bundles.map(({ name, minified, gzipped, entryGzipped }) => [
    name,
    ...[minified, gzipped, entryGzipped].map(kibibytes),
  ]),
)}
`
}

/** When, on what and with which versions a run was measured. */
export const headOf = ({ measuredOn, versions, plan }: Run): string => `\
${measuredOn.date}, ${measuredOn.cpus} x ${measuredOn.cpu}, ${measuredOn.memoryGiB} GiB, ${measuredOn.system}. One CPU for the
server, the others for the load. Medians of ${plan.rounds} rounds, ${plan.users.toLocaleString('en')} users.
${Object.entries(versions)
  .map(([name, version]) => `${name} ${version}`)
  .join(', ')}.`

export const targetTable = (targets: Target[]): string =>
  table(
    ['target', 'bound', 'figure', ''],
    targets.map(({ name, figure, bound, is, met }) => [
      name,
      `${is} ${bound}`,
      figure.toFixed(3),
      met ? 'met' : '**missed**',
    ]),
  )

/** The targets as plain lines, for the terminal. */
export const renderTargets = (targets: Target[]): string =>
  targets
    .map(
      ({ name, figure, bound, is, met }) =>
        `${met ? 'met   ' : 'MISSED'}  ${name}: ${figure.toFixed(3)} (${is} ${bound})`,
    )
    .join('\n')

export function cellRows(cells: Cell[]): string[][] {
  const order = Map.groupBy(cells, ({ call, connections }) => `${call} ${connections}`)
  return [...order.values()]
    .flat()
    .map(({ server, call, connections, throughput, p50, p99, cpu }) => [
      call,
      String(connections),
      server,
      ...[throughput, p50, p99, cpu].map((values) => figure(median(values))),
    ])
}

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Three digits that mean something, and all before the point. */
const figure = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))

const kibibytes = (bytes: number): string => (bytes / 1_024).toFixed(1)

import { median } from '../../../bench/measure/statistics.ts'
import { table } from './table.ts'

/** What is read of bench/results/latest.json. Lists have an entry a round. */
export interface Results {
  measuredOn: { date: string; cpu: string; cpus: number }
  cells: Cell[]
  readers: { server: string; p99: number[] }[]
  bundles: { name: string; gzipped: number }[]
}

/** What is read of bench/results/distance.json. */
export interface DistanceResults {
  measuredOn: { date: string }
  plan: { distance: number }
  cells: Cell[]
}

interface Cell {
  server: string
  call: string
  connections: number
  throughput: number[]
  /** Milliseconds. */
  p50: number[]
}

/** The figures of the benchmark's last runs that say most. */
export function benchmark({ measuredOn, readers, cells, bundles }: Results, distance: DistanceResults): string {
  const wait = (name: string) => {
    const found = readers.find(({ server }) => server === name)
    return `${Math.round(median(found?.p99 ?? []))} ms`
  }
  const size = (wanted: string) => bundles.find(({ name }) => name === wanted)?.gzipped ?? Number.NaN
  const profile = (other: string) => Math.min(...ratios(cells, other)).toFixed(1)
  return `
With a database that is ${distance.plan.distance} ms away, as in production, half of the calls of one user take at most (measured on
${distance.measuredOn.date}):

${waits(distance)}

Without that distance, beside others on one machine (${measuredOn.cpus} cores of an ${measuredOn.cpu}, ${measuredOn.date}):

- While four users log in without a pause, 99 of 100 reads of a profile take at most ${wait('Latchkey')}. With better-auth on the
  same runtime it is ${wait('better-auth')}, with the tutorial's Express app ${wait('Express')}.
- A user's own profile is read at ${profile('floor')} of the rate of a bare Hono route with one D1 statement, and at ${profile('better-auth')}
  times the rate of better-auth's session.
- What is deployed has ${Math.round((100 * size('Latchkey')) / size('better-auth'))} % of the size of better-auth on Workers.`
}

/** The median wait of somebody who is alone, for each call. */
function waits({ cells }: DistanceResults): string {
  const alone = cells.filter(({ connections }) => connections === 1)
  const wait = (wanted: string, call: string) => {
    const found = alone.find((cell) => cell.server === wanted && cell.call === call)
    return found ? `${Math.round(median(found.p50))} ms` : ''
  }
  const servers = ['Latchkey', 'better-auth', 'floor']
  const rows = [...new Set(alone.map(({ call }) => call))].map((call) => [
    call,
    ...servers.map((server) => wait(server, call)),
  ])
  return table(['', 'Latchkey', 'better-auth', 'a bare Hono route'], rows)
}

/** Reads of the own profile a second against another server's, at each number of connections. */
function ratios(cells: Results['cells'], other: string): number[] {
  const profiles = cells.filter(({ call }) => call === 'own profile')
  return profiles
    .filter(({ server }) => server === 'Latchkey')
    .map(({ connections, throughput }) => {
      const against = profiles.find((cell) => cell.server === other && cell.connections === connections)
      return median(throughput.map((value, round) => value / (against?.throughput[round] ?? Number.NaN)))
    })
}

import { median } from '../../../bench/measure/statistics.ts'

/** What is read of bench/results/latest.json. Lists have an entry a round. */
export interface Results {
  measuredOn: { date: string; cpu: string; cpus: number }
  cells: { server: string; call: string; connections: number; throughput: number[] }[]
  readers: { server: string; p99: number[] }[]
  bundles: { name: string; gzipped: number }[]
}

/** The figures of the benchmark's last run that say most. */
export function benchmark({ measuredOn, readers, cells, bundles }: Results): string {
  const wait = (name: string) => {
    const found = readers.find(({ server }) => server === name)
    return `${Math.round(median(found?.p99 ?? []))} ms`
  }
  const size = (wanted: string) => bundles.find(({ name }) => name === wanted)?.gzipped ?? Number.NaN
  const profile = (other: string) => Math.min(...ratios(cells, other)).toFixed(1)
  return `
Measured on ${measuredOn.date}, beside others on one machine (${measuredOn.cpus} cores of an ${measuredOn.cpu}):

- While four users log in without a pause, 99 of 100 reads of a profile take at most ${wait('Latchkey')}. With better-auth on the
  same runtime it is ${wait('better-auth')}, with the tutorial's Express app ${wait('Express')}.
- A user's own profile is read at ${profile('floor')} of the rate of a bare Hono route with one D1 statement, and at ${profile('better-auth')}
  times the rate of better-auth's session.
- What is deployed has ${Math.round((100 * size('Latchkey')) / size('better-auth'))} % of the size of better-auth on Workers.`
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

import { join } from 'node:path'
import { buildWorker, workerOptions } from '../scripts/support/bundle.ts'
import type { Load } from './load/load.ts'
import { bundleSize } from './measure/bundles.ts'
import { type Cell, measureCells } from './measure/cells.ts'
import { type ColdStart, emptyBundle, measureColdStarts } from './measure/cold-start.ts'
import { inRounds, mergeRounds } from './measure/rounds.ts'
import { median } from './measure/statistics.ts'
import type { Options } from './options.ts'
import { latchkey } from './servers/latchkey.ts'
import type { Contender } from './servers/server.ts'
import { separateCpus } from './servers/start.ts'

/** A figure of this checkout and of the other one, and one divided by the other. */
interface Row {
  what: string
  theirs: number
  ours: number
  ratio: number
}

const CALLS = ['own profile'] as const

/** Measures this checkout beside another one, in turns: bundles, the first answer of a new process, own profiles. */
export async function compare({ plan, root, settings, other }: Options, load: Load, directory: string): Promise<Row[]> {
  const start = await separateCpus()
  const build = (name: string, from: string) =>
    buildWorker(join(directory, 'bundles', name), { config: join(from, 'wrangler.toml') })
  const bundles = { theirs: await build('theirs', other ?? root), ours: await build('ours', root) }
  const theirs = { ...(await latchkey(other ?? root, bundles.theirs, settings)), name: 'theirs' }
  const ours = { ...(await latchkey(root, bundles.ours, settings)), name: 'ours' }

  const seeded = []
  for (const contender of [theirs, ours]) {
    process.stderr.write(`${contender.name}: ${plan.users} users\n`)
    await contender.seed(join(directory, contender.name), plan.users)
    seeded.push({ contender, directory: join(directory, contender.name) })
  }
  const cellPlan = { ...plan, calls: CALLS }
  const rounds = await inRounds(plan.rounds, seeded, start, cellPlan, load, (servers) =>
    measureCells(servers, cellPlan, load),
  )
  process.stderr.write('first answers\n')
  const starter = ({ name, options = [] }: Contender) => ({ name, options, path: '/users/profile', status: 401 })
  const empty = { name: 'empty', options: workerOptions('empty', emptyBundle(bundles.ours)), path: '/', status: 200 }
  const starts = await measureColdStarts(
    [empty, starter(theirs), starter(ours)],
    plan.coldStarts,
    join(directory, 'cold'),
  )
  const [before, after] = [bundleSize('theirs', bundles.theirs), bundleSize('ours', bundles.ours)]
  return [
    row('entry, KiB gzipped', [before.entryGzipped / 1_024], [after.entryGzipped / 1_024]),
    row('all modules, KiB gzipped', [before.gzipped / 1_024], [after.gzipped / 1_024]),
    ...startRows(starts),
    ...cellRows(mergeRounds(rounds)),
  ]
}

function startRows(starts: ColdStart[]): Row[] {
  const of = (name: string) => starts.find(({ server }) => server === name)?.milliseconds ?? []
  const empty = of('empty')
  const beyond = (name: string) => of(name).map((milliseconds, start) => milliseconds - (empty[start] ?? Number.NaN))
  const against = (name: string) => median(of(name)) / median(empty)
  const [theirs, ours] = [median(beyond('theirs')), median(beyond('ours'))]
  return [
    row('first answer, ms', of('theirs'), of('ours')),
    { what: "first answer beyond an empty Worker's, ms", theirs, ours, ratio: ours / theirs },
    row("first answer against an empty Worker's", [against('theirs')], [against('ours')]),
  ]
}

function cellRows(cells: Cell[]): Row[] {
  return cells
    .filter(({ server }) => server === 'ours')
    .flatMap(({ call, connections, throughput, cpu }) => {
      const theirs = cells.find((cell) => cell.server === 'theirs' && cell.connections === connections)
      return [
        row(`${call}, ${connections} connections: calls/s`, theirs?.throughput ?? [], throughput),
        row(`${call}, ${connections} connections: CPU ms`, theirs?.cpu ?? [], cpu),
      ]
    })
}

/** Medians, and the median of the ratios: both sides of each are from the same minute. */
function row(what: string, theirs: number[], ours: number[]): Row {
  const ratios = ours.map((value, round) => value / (theirs[round] ?? Number.NaN))
  return { what, theirs: median(theirs), ours: median(ours), ratio: median(ratios) }
}

/** The rows as lines, for the terminal. */
export const renderComparison = (rows: Row[]): string =>
  [
    ['', 'other', 'this', 'this / other'],
    ...rows.map(({ what, theirs, ours, ratio }) => [
      what,
      ...[theirs, ours, ratio].map((value) => value.toPrecision(3)),
    ]),
  ]
    .map(([what = '', ...figures]) => what.padEnd(48) + figures.map((text) => text.padStart(14)).join(''))
    .join('\n')

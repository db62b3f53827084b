// npm --prefix bench start: measures Latchkey beside the floor, better-auth and the tutorial's Express app, writes the
// results, and says which targets are met. `-- --quick` is a smoke run of seconds, whose figures mean nothing;
// `-- --root DIRECTORY` compares it with another checkout instead, `-- --distance 30ms` measures distant databases alone.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWorker, workerOptions } from '../scripts/support/bundle.ts'
import { compare, renderComparison } from './compare.ts'
import { measureFromAfar } from './distance.ts'
import { type Load, startLoad } from './load/load.ts'
import { bundleSize } from './measure/bundles.ts'
import { type CellPlan, CHEAP_CALLS, HASHING_CALLS, measureCells } from './measure/cells.ts'
import { emptyBundle, measureColdStarts } from './measure/cold-start.ts'
import { measureReaders } from './measure/readers.ts'
import { inRounds, mergeRounds, type Start } from './measure/rounds.ts'
import { measureSizes } from './measure/sizes.ts'
import { countTrips } from './measure/trips.ts'
import { type Options, readOptions } from './options.ts'
import { panels, renderChart } from './report/chart.ts'
import { distancePanels, judgeDistance, renderDistance } from './report/distance.ts'
import { machine, versions } from './report/machine.ts'
import { renderMarkdown, renderTargets } from './report/markdown.ts'
import type { Memory, Results, Run } from './report/results.ts'
import { judge, type Target } from './report/targets.ts'
import { betterAuth } from './servers/better-auth.ts'
import { express } from './servers/express.ts'
import { floor } from './servers/floor.ts'
import { latchkey, withStandIns } from './servers/latchkey.ts'
import { memory } from './servers/process.ts'
import type { Server } from './servers/server.ts'
import { separateCpus } from './servers/start.ts'

type Servers = Record<string, Server>

const options = readOptions()
const directory = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
const load = startLoad()
try {
  if (options.other) console.log(renderComparison(await compare(options, load, directory)))
  else await measureAndWrite()
} finally {
  load.stop()
  rmSync(directory, { recursive: true, force: true })
}

async function measureAndWrite(): Promise<void> {
  const start = await separateCpus()
  const bundles = await build(options.root)
  const results = options.isDistanceOnly ? undefined : await measure(options, bundles, load, start)
  const distance = await measureFromAfar(options, bundles, load, start, directory)
  const targets = judgeDistance(distance)
  write('distance', distance, targets, renderDistance(distance, targets), await renderChart(distancePanels(distance)))
  if (!results) return
  const others = judge(results)
  write('latest', results, others, renderMarkdown(results, others), await renderChart(panels(results)))
}

type Bundles = Awaited<ReturnType<typeof build>>

async function measure(
  { plan, root, settings }: Options,
  bundles: Bundles,
  load: Load,
  start: Start,
): Promise<Results> {
  const ours = await latchkey(root, bundles.latchkey, settings)
  const floorOn = floor(bundles.floor, join(directory, ours.name))
  const peer = betterAuth(bundles.betterAuth)
  const local = withStandIns(ours, join(directory, ours.name))
  const contenders = [ours, floorOn, peer, express(), local]

  for (const contender of contenders) {
    process.stderr.write(`${contender.name}: ${plan.users} users\n`)
    await contender.seed(join(directory, contender.name), plan.users)
  }
  const trips = []
  for (const contender of [ours, floorOn, peer])
    trips.push(...(await countTrips(contender, join(directory, contender.name))))

  const seeded = contenders.map((contender) => ({ contender, directory: join(directory, contender.name) }))
  const inTurns = <T>(calls: CellPlan['calls'], measure: (servers: Servers, plan: CellPlan) => Promise<T>) => {
    const cellPlan = { ...plan, calls }
    return inRounds(plan.rounds, seeded, start, cellPlan, load, (servers) => measure(servers, cellPlan))
  }
  const readers = await inTurns(['own profile', 'login'], (servers) => measureReaders(servers, plan, load))
  const hashing = await inTurns(HASHING_CALLS, (servers, cellPlan) => measureCells(servers, cellPlan, load))
  const cheap = await inTurns(CHEAP_CALLS, async (servers, cellPlan) => ({
    cells: await measureCells(servers, cellPlan, load),
    memory: await memoryOf(servers),
  }))
  const sizes = await measureSizes(ours, directory, start, plan, load)
  const empty = workerOptions('empty', emptyBundle(bundles.floor))
  const coldStarts = await measureColdStarts(
    [
      { name: 'empty', options: empty, path: '/', status: 200 },
      { name: 'Latchkey', options: ours.options ?? [], path: '/users/profile', status: 401 },
      { name: 'better-auth', options: peer.options ?? [], path: '/api/auth/get-session', status: 200 },
    ],
    plan.coldStarts,
    join(directory, 'cold'),
  )
  return {
    measuredOn: machine(),
    versions: versions(),
    plan,
    settings,
    cells: [...mergeRounds(cheap.map(({ cells }) => cells)), ...mergeRounds(hashing)],
    readers: mergeRounds(readers),
    trips,
    memory: mergeRounds(cheap.map(({ memory }) => memory)),
    sizes,
    coldStarts,
    bundles: [
      bundleSize('Latchkey', bundles.latchkey),
      bundleSize('better-auth', bundles.betterAuth),
      bundleSize('better-auth/minimal', bundles.minimal),
      bundleSize('floor', bundles.floor),
    ],
  }
}

async function build(root: string) {
  process.stderr.write('bundling\n')
  const worker = (name: string) => fileURLToPath(new URL(`workers/${name}/wrangler.toml`, import.meta.url))
  const outdir = (name: string) => join(directory, 'bundles', name)
  return {
    latchkey: await buildWorker(outdir('latchkey'), { config: join(root, 'wrangler.toml') }),
    floor: await buildWorker(outdir('floor'), { config: worker('floor') }),
    betterAuth: await buildWorker(outdir('better-auth'), { config: worker('better-auth') }),
    minimal: await buildWorker(outdir('minimal'), { config: worker('better-auth'), entry: 'minimal.ts' }),
  }
}

/** MiB of each process, after all that it was asked to do. */
function memoryOf(servers: Servers): Promise<Memory[]> {
  return Promise.all(
    Object.entries(servers).map(async ([server, { pid }]) => {
      const { resident, peak } = await memory(pid)
      return { server, resident: [resident], peak: [peak] }
    }),
  )
}

function write(name: string, results: Run, targets: Target[], tables: string, chart: string): void {
  const { out, isQuick } = options
  const path = join(out, isQuick ? `quick-${name}` : name) // a smoke run must not take the place of figures
  mkdirSync(out, { recursive: true })
  writeFileSync(`${path}.json`, `${JSON.stringify({ ...results, targets }, null, 2)}\n`)
  writeFileSync(`${path}.md`, tables)
  writeFileSync(`${path}.svg`, chart)
  console.log(renderTargets(targets))
}

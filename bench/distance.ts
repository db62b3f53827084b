import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundle } from '../scripts/support/bundle.ts'
import { withDistance } from '../scripts/support/distance.ts'
import type { Load } from './load/load.ts'
import { measureDistance } from './measure/distance.ts'
import type { Start } from './measure/rounds.ts'
import type { Options } from './options.ts'
import { machine, versions } from './report/machine.ts'
import type { DistanceResults } from './report/results.ts'
import { betterAuth } from './servers/better-auth.ts'
import { floor } from './servers/floor.ts'
import { latchkey, withStandIns } from './servers/latchkey.ts'
import type { Contender } from './servers/server.ts'

/** The Workers that have a D1 database to be far away from. */
interface Bundles {
  latchkey: Bundle
  floor: Bundle
  betterAuth: Bundle
}

/**
 * Measures Latchkey, the floor and better-auth with their databases `plan.distance` milliseconds away. The databases are
 * those under `directory`, each in a folder named as its server, and are made if they are not there.
 */
export async function measureFromAfar(
  { plan, root, settings }: Options,
  bundles: Bundles,
  load: Load,
  start: Start,
  directory: string,
): Promise<DistanceResults> {
  const distant = (bundle: Bundle) => withDistance(bundle, plan.distance)
  const folder = ({ name }: Contender) => join(directory, name)
  const ours = await latchkey(root, distant(bundles.latchkey), settings)
  const contenders = [
    ours,
    floor(distant(bundles.floor), folder(ours)),
    betterAuth(distant(bundles.betterAuth)),
    withStandIns(ours, folder(ours)),
  ]
  for (const contender of contenders) {
    if (existsSync(folder(contender))) continue
    process.stderr.write(`${contender.name}: ${plan.users} users\n`)
    await contender.seed(folder(contender), plan.users)
  }
  const seeded = contenders.map((contender) => ({ contender, directory: folder(contender) }))
  return {
    measuredOn: machine(),
    versions: versions(),
    plan,
    settings,
    cells: await measureDistance(seeded, start, plan, load),
  }
}

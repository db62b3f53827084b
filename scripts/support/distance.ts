import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundle } from './bundle.ts'

const ROUND_TRIPS = readFileSync(join(import.meta.dirname, 'round-trips.js'), 'utf8')

/** The module that a Worker imports to be there at each round trip to D1. */
export const roundTrips = { name: 'round-trips.js', contents: ROUND_TRIPS }

/** A bundle whose D1 database `DB` is so many milliseconds away: each round trip waits by a timer, which takes no CPU. */
export function withDistance(bundle: Bundle, milliseconds: number): Bundle {
  const [main] = bundle.modules
  if (!main) throw new Error('a Worker without modules')
  const contents = `
    import worker from './${main.name}'
    import { aroundTrips } from './round-trips.js'

    const later = async (trip) => {
      await scheduler.wait(${milliseconds})
      return trip()
    }
    let distant
    export default {
      ...worker,
      fetch(request, env, context) {
        distant ??= { ...env, DB: aroundTrips(env.DB, later) }
        return worker.fetch(request, distant, context)
      },
    }
  `
  return { ...bundle, modules: [{ name: 'distant.js', contents }, roundTrips, ...bundle.modules] }
}

/** Reads a distance such as `30ms`. Throws for anything else. */
export function readDistance(text: string): number {
  const [, digits] = /^(\d{1,4})(?:ms)?$/.exec(text) ?? []
  if (!digits) throw new Error(`a distance is milliseconds, such as 30ms, and not "${text}"`)
  return Number(digits)
}

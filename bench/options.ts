import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readDistance } from '../scripts/support/distance.ts'

/** How much is measured. */
export interface Plan {
  rounds: number
  /** Connections of a cell. */
  connections: number[]
  /** How long a cell of cheap calls lasts. */
  seconds: number
  /** The fewest calls of a cell of calls that hash a password; each connection sends at least one. */
  hashingCalls: number
  /** How long readers read while others log in. */
  readerSeconds: number
  /** Users in every database but those of `sizes`. */
  users: number
  sizes: number[]
  coldStarts: number
  /** How far away D1 is in the series of that name, in milliseconds a round trip. */
  distance: number
}

/** From a region to one on another continent a round trip takes more, within a region less. */
const DISTANCE_MS = 30

const FULL: Plan = {
  rounds: 5,
  connections: [1, 16, 64],
  seconds: 2,
  hashingCalls: 8,
  readerSeconds: 4,
  users: 100_000,
  sizes: [1_000, 100_000, 1_000_000],
  coldStarts: 40,
  distance: DISTANCE_MS,
}

const QUICK: Plan = {
  rounds: 1,
  connections: [1, 16],
  seconds: 0.3,
  hashingCalls: 4,
  readerSeconds: 1,
  users: 1_000,
  sizes: [1_000, 10_000],
  coldStarts: 3,
  distance: DISTANCE_MS,
}

/** The cost that OWASP recommends, and no mail: the others send none either. */
const SETTINGS = { PASSWORD_ITERATIONS: '600000', MAIL_FROM: '' }

export interface Options {
  plan: Plan
  isQuick: boolean
  /** The checkout of Latchkey that is measured: this one. */
  root: string
  /** Another checkout, to be compared with it, and with nothing else. */
  other: string | undefined
  /** Measures the series with a distant D1 and nothing else. */
  isDistanceOnly: boolean
  /** Settings of Latchkey that differ from its wrangler.toml. */
  settings: Record<string, string>
  /** The folder for the results. */
  out: string
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Reads the command line: `--quick`, `--set NAME=VALUE`, `--root DIRECTORY`, `--starts N`, `--distance 30ms`, `--out DIRECTORY`. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      set: { type: 'string', multiple: true, default: [] },
      root: { type: 'string' },
      starts: { type: 'string' },
      distance: { type: 'string' },
      out: { type: 'string', default: here('results') },
    },
  })
  const plan = values.quick ? QUICK : FULL
  const settings = values.set.map((setting) => {
    const [name = '', ...value] = setting.split('=')
    return [name, value.join('=')]
  })
  return {
    plan: {
      ...plan,
      ...(values.starts && { coldStarts: Number(values.starts) }),
      ...(values.distance && { distance: readDistance(values.distance) }),
    },
    isQuick: values.quick,
    root: here('..'),
    other: values.root && resolve(values.root),
    isDistanceOnly: values.distance !== undefined,
    settings: { ...SETTINGS, ...Object.fromEntries(settings) },
    out: values.out,
  }
}

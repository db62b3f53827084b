import type { BundleSize } from '../measure/bundles.ts'
import type { Cell } from '../measure/cells.ts'
import type { ColdStart } from '../measure/cold-start.ts'
import type { Readers } from '../measure/readers.ts'
import type { Trips } from '../measure/trips.ts'
import type { Plan } from '../options.ts'

export interface Memory {
  server: string
  /** MiB after the load, and at the peak. */
  resident: number[]
  peak: number[]
}

/** What was measured, where, and how. */
export interface Run {
  measuredOn: { date: string; cpu: string; cpus: number; memoryGiB: number; system: string }
  versions: Record<string, string>
  plan: Plan
  settings: Record<string, string>
  /** Lists inside have an entry a round. */
  cells: Cell[]
}

/** What a run with distant databases measured. */
export type DistanceResults = Run

/** Everything else that one run measured. Lists inside have an entry a round. */
export interface Results extends Run {
  readers: Readers[]
  trips: Trips[]
  memory: Memory[]
  sizes: Cell[]
  coldStarts: ColdStart[]
  bundles: BundleSize[]
}

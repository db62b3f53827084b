import type { OwnTables } from '../domain/extensions/own-tables.ts'
import type { Hooks } from '../domain/hooks/hooks.ts'
import type { Jobs } from '../jobs/jobs.ts'

// The modules of src/extensions that src/extensions.gen.ts loads.

export type LoadHooks = () => Promise<{ hooks: Hooks }>
export type LoadJobs = () => Promise<{ jobs: Jobs }>
export type LoadTables = () => Promise<{ tables: OwnTables }>

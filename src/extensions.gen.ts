// Made from src/extensions/ by npm run generate. Do not edit.
import type { OnDemand } from './domain/on-demand.ts'
import type { RouteGroup } from './http/on-demand-routes.ts'
import type { LoadJobs } from './jobs/jobs.ts'

/** What there is, each loaded at its first use. */
export const extensionGroups: RouteGroup[] = []
export const loadHooks: OnDemand['hooks'] = undefined
export const loadJobs: LoadJobs | undefined = undefined
export const loadTables: OnDemand['ownTables'] = undefined

/** Whether src/extensions has other words for English sentences, also if for those of a region. */
export const hasOwnEnglish: boolean = false

// Made from src/extensions/ by npm run generate. Do not edit.
import type { LoadHooks, LoadJobs, LoadTables } from './extension-kit/loads.ts'
import type { RouteGroup } from './http/on-demand-routes.ts'

/** What there is, each loaded at its first use. */
export const extensionGroups: RouteGroup[] = []
export const loadHooks: LoadHooks | undefined = undefined
export const loadJobs: LoadJobs | undefined = undefined
export const loadTables: LoadTables | undefined = undefined

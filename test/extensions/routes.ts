import type { RouteRecord } from '../support/routes/record.ts'

/** A record of each of your routes under its `operationId`: what every route owes is tested from it. */
export const extensions = {} satisfies Record<string, RouteRecord>

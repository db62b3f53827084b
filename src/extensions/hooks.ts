import type { Hooks, Refusals } from '../extension-kit/index.ts'

/** What is asked, or told, at the service's own turning points (docs/hooks.md). */
export const hooks: Hooks = {}

/** The codes with which they refuse, for the OpenAPI document. */
export const refusals: Refusals = {}

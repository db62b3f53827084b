import type { Hooks } from '../extension-kit/index.ts'

/** What is asked, or told, at the service's own turning points (docs/hooks.md). */
export const hooks: Hooks = {}

import type { Jobs } from '../extension-kit/index.ts'

/** What the cron trigger runs beside the house's own, each by itself: one that fails holds up none of the others. */
export const jobs = {} satisfies Jobs

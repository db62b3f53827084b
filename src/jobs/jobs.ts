import type { Ctx } from '../domain/context.ts'

/** What the cron trigger runs, every ten minutes: it may run twice at once, and has to end within 30 seconds of CPU. */
export type Job = (ctx: Ctx) => Promise<void>

/** Those of the team by their names, by which the log tells of one that fails. */
export type Jobs = Readonly<Record<string, Job>>

/** Loads those of the team. */
export type LoadJobs = () => Promise<{ jobs: Jobs }>

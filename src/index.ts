import { app } from './app.ts'
import { openPrimary } from './db/database.ts'
import { type Ctx, NO_DEVICE } from './domain/context.ts'
import { loadJobs } from './extensions.gen.ts'
import type { Job } from './jobs/jobs.ts'
import { log } from './lib/log.ts'
import { countJob, deliverJob, onDemand, sweepJob } from './on-demand.ts'
import { createContext, loadRuntime } from './runtime.ts'

export { Users } from './rpc.ts'

export default {
  fetch: app.fetch,

  async scheduled(_controller, env, context) {
    const runtime = await loadRuntime(env, onDemand)
    const ctx = createContext(runtime, {
      session: openPrimary(runtime.bindings.DB),
      requestId: crypto.randomUUID(),
      origin: '',
      pagesOrigin: undefined,
      device: NO_DEVICE,
      onDemand,
      waitUntil: (work) => context.waitUntil(work),
    })
    await runApart(ctx, [sweepUp, deliverMessages, countUp, runOwnJobs])
  },
} satisfies ExportedHandler<Env>

/** Runs jobs one after the other. One that fails holds up none of the others; Cloudflare shows the run as failed. */
async function runApart(ctx: Ctx, jobs: readonly Job[]) {
  const outcomes = []
  for (const job of jobs) outcomes.push(...(await Promise.allSettled([(async () => job(ctx))()])))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

async function sweepUp(ctx: Ctx) {
  const { sweep } = await sweepJob()
  log('info', 'swept', { ...(await sweep(ctx)) })
}

async function deliverMessages(ctx: Ctx) {
  const { deliver } = await deliverJob()
  const delivered = await deliver(ctx) // also where nobody is told any more: what is left has to go
  if (ctx.db.outbox) log('info', 'delivered', { ...delivered })
}

async function countUp(ctx: Ctx) {
  if (ctx.settings.ADMIN === 'on') await (await countJob()).count(ctx)
}

async function runOwnJobs(ctx: Ctx) {
  if (loadJobs) await runApart(ctx, Object.values((await loadJobs()).jobs))
}

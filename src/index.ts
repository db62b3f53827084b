import { app } from './app.ts'
import { openPrimary } from './db/database.ts'
import { type Ctx, NO_DEVICE } from './domain/context.ts'
import { loadJobs } from './extensions.gen.ts'
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
    // One that fails holds up none of the others; Cloudflare shows the run as failed.
    const outcomes = [
      await settle(sweepUp(ctx)),
      await settle(deliverMessages(ctx)),
      await settle(countUp(ctx)),
      await settle(runOwnJobs(ctx)),
    ]
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  },
} satisfies ExportedHandler<Env>

const settle = async (job: Promise<void>) => (await Promise.allSettled([job]))[0]

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

/** The team's own, one after the other; one that fails holds up none of the others. */
async function runOwnJobs(ctx: Ctx) {
  if (!loadJobs) return
  const { jobs } = await loadJobs()
  const outcomes = []
  for (const job of Object.values(jobs)) outcomes.push(await settle((async () => job(ctx))()))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

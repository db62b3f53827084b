import { app } from './app.ts'
import { openPrimary } from './db/database.ts'
import { log } from './lib/log.ts'
import { countJob, deliverJob, onDemand, sweepJob } from './on-demand.ts'
import { createContext, loadRuntime } from './runtime.ts'

const NO_DEVICE = { ip: undefined, userAgent: undefined, country: undefined }

export default {
  fetch: app.fetch,

  async scheduled(_controller, env, context) {
    const runtime = await loadRuntime(env, onDemand)
    const { sweep } = await sweepJob()
    const ctx = createContext(runtime, {
      session: openPrimary(runtime.bindings.DB),
      requestId: crypto.randomUUID(),
      origin: '',
      pagesOrigin: undefined,
      device: NO_DEVICE,
      onDemand,
      waitUntil: (work) => context.waitUntil(work),
    })
    log('info', 'swept', { ...(await sweep(ctx)) })
    const { deliver } = await deliverJob()
    const delivered = await deliver(ctx) // also where nobody is told any more: what is left has to go
    if (ctx.db.outbox) log('info', 'delivered', { ...delivered })
    if (runtime.settings.ADMIN === 'on') await (await countJob()).count(ctx)
  },
} satisfies ExportedHandler<Env>

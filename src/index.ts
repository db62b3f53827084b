import { app } from './app.ts'
import { openPrimary } from './db/client.ts'
import { sweep } from './jobs/sweep.ts'
import { log } from './lib/log.ts'
import { loadRuntime } from './runtime.ts'

export default {
  fetch: app.fetch,

  async scheduled(_controller, env) {
    const { settings } = await loadRuntime(env)
    const swept = await sweep({ db: openPrimary(settings.DB), settings, now: () => new Date() })
    log('info', 'swept', { ...swept })
  },
} satisfies ExportedHandler<Env>

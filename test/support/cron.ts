import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import worker from '../../src/index.ts'

/** Runs the cron trigger as Cloudflare does; the handler takes neither more nor less than it is given there. */
export async function runCron(overrides: Record<string, unknown> = {}): Promise<void> {
  const scheduled: ExportedHandlerScheduledHandler<Env> = worker.scheduled
  const context = createExecutionContext()
  const bindings: Env = Object.assign({}, env, overrides)
  await scheduled(createScheduledController({ cron: '*/10 * * * *' }), bindings, context)
  await waitOnExecutionContext(context)
}

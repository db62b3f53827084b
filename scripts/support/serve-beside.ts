import { rolldown } from 'rolldown'
import { type Bundle, type WorkerOptions, workerOptions } from './bundle.ts'
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from './runtime.ts'
import { makeTables, WORKER_NAME } from './serve-bundle.ts'

/** A Worker that calls the service. */
export interface CallingWorker {
  /** Its code, one module. */
  code: string
  bindings?: Record<string, string>
  /** Its bindings to the entrypoint `Users`, with what each has for `props`. */
  users: Record<string, Record<string, unknown>>
}

/** Bundles a Worker as wrangler would: one module, with what it imports. */
export async function bundleCaller(entry: string): Promise<string> {
  const build = await rolldown({
    input: entry,
    platform: 'browser',
    external: [/^cloudflare:/],
    resolve: { conditionNames: ['workerd', 'worker', 'browser', 'import'] },
  })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  return output[0].code
}

/**
 * Both Workers in one workerd, each with a socket of its own, and the database with its tables. The caller is bound to the
 * service as `SERVICE`, too.
 */
export async function serveBeside(bundle: Bundle, settings: Record<string, string>, caller: CallingWorker) {
  const miniflare = new Miniflare({
    workers: [...workerOptions(WORKER_NAME, bundle, settings), ...callerOptions(caller)],
    log: new NoOpLog(),
    handleStructuredLogs: () => {},
    cf: false,
  })
  await makeTables(miniflare)
  const service = await miniflare.unsafeGetDirectURL(WORKER_NAME)
  const { origin } = await miniflare.unsafeGetDirectURL('caller')
  return { service: service.origin, caller: origin, miniflare }
}

function callerOptions({ code, bindings = {}, users }: CallingWorker): WorkerOptions {
  const bound = Object.entries(users).map(([binding, props]) => [
    binding,
    { name: WORKER_NAME, entrypoint: 'Users', props },
  ])
  const { workers } = convertV4MiniflareOptions({
    workers: [
      {
        name: 'caller',
        compatibilityDate: '2026-11-01',
        modules: [{ type: 'ESModule', path: 'caller.js', contents: code }],
        bindings,
        serviceBindings: { SERVICE: WORKER_NAME, ...Object.fromEntries(bound) },
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      },
    ],
  })
  return workers
}

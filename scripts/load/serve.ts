import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWorker } from '../support/bundle.ts'
import { newDevSecrets } from '../support/dev-secrets.ts'
import { withDistance } from '../support/distance.ts'
import { serveBundle, WORKER_NAME } from '../support/serve-bundle.ts'

/** The Worker as it would be deployed, on a real workerd, with a database of its own on disk and no rate limits. */
export interface ServedWorker {
  url: string
  /** Where V8's inspector of the Worker listens, for a WebSocket. */
  inspectorUrl: string
  stop(): Promise<void>
}

/** Serves it with `settings`, with its database `distance` milliseconds away, and with R2 buckets of these names. */
export async function serveWorker(
  settings: Record<string, string>,
  distance: number,
  r2Buckets: string[] = [],
): Promise<ServedWorker> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-load-'))
  const { modules, options } = await buildWorker(join(directory, 'bundle'))
  const bundle = { modules, options: { ...options, r2Buckets } }
  const { origin: url, miniflare } = await serveBundle(
    distance > 0 ? withDistance(bundle, distance) : bundle,
    { ...(await newDevSecrets()), ...settings },
    { resourcePersistencePath: join(directory, 'state'), inspectorPort: 0 },
  )
  const stop = async () => {
    await miniflare.dispose()
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  const inspector = await miniflare.getInspectorURL()
  return { url, inspectorUrl: `ws://${inspector.host}/core:user:${WORKER_NAME}`, stop }
}

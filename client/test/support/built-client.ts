import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type InlineConfig } from 'tsdown'

export const PROJECT = join(import.meta.dirname, '../../..')

/** Builds the client as `npm run build` does, but into a new directory, and answers that. */
export async function buildClient(options: InlineConfig = {}): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'latchkey-client-'))
  await build({ cwd: PROJECT, outDir, logLevel: 'error', ...options })
  return outDir
}

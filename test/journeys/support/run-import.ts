import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { applyMigrations } from '../../../scripts/support/apply-migrations.ts'
import { captureWrangler, exitCode } from '../../../scripts/support/wrangler.ts'

const PROJECT = join(import.meta.dirname, '../../..')
export const env = { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' }

/** Starts `npm run import` with these arguments; its standard input stays open. */
export function startImport(args: string[]) {
  const child = spawn(process.execPath, ['scripts/import/import.ts', ...args], {
    cwd: PROJECT,
    env,
    stdio: 'pipe',
    detached: true, // a process group of its own, so that `kill` leaves nothing behind
  })
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  const finished = async () => {
    const [status, [stdout, stderr]] = await Promise.all([exitCode(child), output])
    return { status, stdout, stderr }
  }
  /** Ends it without a warning, and the database that it talks to; tells whether there was something to end. */
  const kill = (): boolean => {
    try {
      return child.pid !== undefined && process.kill(-child.pid, 'SIGKILL')
    } catch {
      return false
    }
  }
  return { child, kill, finished }
}

export function runImport(args: string[], input?: string) {
  const { child, finished } = startImport(args)
  child.stdin.end(input)
  return finished()
}

/** A directory for the state of a local database, with the tables in it. */
export async function newState(): Promise<{ directory: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-state-'))
  const run = async (args: string[]) => {
    const { status, output } = await captureWrangler(args, { cwd: PROJECT, env })
    if (status !== 0) throw new Error(output)
    return status
  }
  await applyMigrations(run, { directory: PROJECT, place: { persistTo: directory } })
  return { directory, remove: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }) }
}

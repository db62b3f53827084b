import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newDevSecrets, toEnvFile } from '../../../scripts/dev-secrets.ts'
import { captureWrangler, exitCode, listeningPort, spawnWrangler } from '../../../scripts/wrangler.ts'

/** A real `wrangler dev` with a database, secrets and a port of its own, of which nothing is left after `stop`. */
export interface RunningService {
  /** Without a slash at the end. */
  url: string
  /** What wrangler and the Worker have written so far. */
  output(): string
  stop(): Promise<void>
}

const STOP_TIMEOUT_MS = 10_000

/**
 * Starts the service as `npm run dev` does, but touches nothing of the developer's: not `.dev.vars`, not `.wrangler`.
 * `args` go on to `wrangler dev`. Throws what wrangler wrote if it ends before it answers.
 */
export async function startService(args: string[] = []): Promise<RunningService> {
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-'))
  const secretsFile = join(directory, 'secrets.env')
  const state = ['--persist-to', join(directory, 'state')]
  const env = {
    ...process.env,
    CLOUDFLARE_CF_FETCH_ENABLED: 'false', // needs no network
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_REGISTRY_PATH: join(directory, 'registry'),
  }
  await writeFile(secretsFile, toEnvFile(await newDevSecrets()))
  const migrations = await captureWrangler(['d1', 'migrations', 'apply', 'DB', '--local', ...state], env)
  if (migrations.status !== 0) throw new Error(migrations.output)

  const ports = ['--port', '0', '--inspector-port', '0'] // any that is free
  const wrangler = spawnWrangler(['dev', ...ports, '--env-file', secretsFile, ...state, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env,
    detached: true, // a process group of its own, so that its children can be stopped with it
  })
  const killAll = () => killGroup(wrangler, 'SIGKILL')
  process.once('exit', killAll)
  const output = collectOutput(wrangler)

  const stop = async () => {
    await stopGroup(wrangler)
    process.off('exit', killAll)
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const url = `http://localhost:${await listeningPort(wrangler)}`
    await firstAnswer(url)
    return { url, output, stop }
  } catch (error) {
    await stop()
    throw new Error(`the service did not start: ${error}\n${output()}`)
  }
}

/** Waits for the first build: until then wrangler holds requests back, or cuts them off. */
async function firstAnswer(url: string): Promise<void> {
  for (let attemptsLeft = 20; ; attemptsLeft--) {
    const response = await fetch(`${url}/health`).catch((error: Error) => error)
    if (response instanceof Response && response.ok) return
    if (response instanceof Response) throw new Error(await response.text())
    if (attemptsLeft === 0) throw response
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  const chunks: string[] = []
  for (const stream of [stdout, stderr]) stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  return () => chunks.join('')
}

/** Asks wrangler to end, and ends it and all its children if it does not. */
async function stopGroup(wrangler: ChildProcess): Promise<void> {
  wrangler.kill('SIGTERM')
  const timer = setTimeout(() => killGroup(wrangler, 'SIGKILL'), STOP_TIMEOUT_MS)
  await exitCode(wrangler)
  clearTimeout(timer)
  killGroup(wrangler, 'SIGKILL') // whatever outlived it
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // there is nobody left
  }
}

import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../../../scripts/build-worker/bundle.ts'
import { writeModules } from '../../../scripts/build-worker/write-modules.ts'
import { applyMigrations } from '../../../scripts/support/apply-migrations.ts'
import { newDevSecrets, toEnvFile } from '../../../scripts/support/dev-secrets.ts'
import { MIGRATION_FOLDERS } from '../../../scripts/support/migrations.ts'
import { captureWrangler, exitCode, listeningPort, spawnWrangler } from '../../../scripts/support/wrangler.ts'

const PROJECT = join(import.meta.dirname, '../../..')

/** A real `wrangler dev` with a database, secrets and a port of its own, of which nothing is left after `stop`. */
export interface RunningService {
  /** Without a slash at the end. */
  url: string
  /** Where its state is, in `.wrangler`. */
  directory: string
  /** Of wrangler; the Worker runs in a child of it. */
  pid: number | undefined
  /** What wrangler and the Worker have written so far. */
  output(): string
  stop(): Promise<void>
}

/** Changes the copy of wrangler.toml that a service has. */
type Configure = (toml: string) => string

const STOP_TIMEOUT_MS = 10_000

/**
 * Builds the Worker as a deployment does and serves it from a directory of its own, which holds its state and secrets,
 * too. So it touches nothing of the developer's, and nobody who edits a file restarts it.
 * `settings` take the place of those in wrangler.toml. Throws what wrangler wrote if it does not come to answer.
 */
export async function startService(
  settings: Record<string, string> = {},
  configure: Configure = (toml) => toml,
): Promise<RunningService> {
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-'))
  const removeDirectory = () => rm(directory, { recursive: true, force: true, maxRetries: 5 })
  try {
    await prepare(directory, settings, configure)
    const { stop, ...running } = await serve(directory)
    return { ...running, stop: () => stop().then(removeDirectory) }
  } catch (error) {
    await removeDirectory()
    throw error
  }
}

/**
 * Serves another Worker beside a running service, to which it may be bound: wrangler finds it by its name. `files` are its
 * own, by their names. It answers /health.
 */
export async function startBeside(service: RunningService, files: Record<string, string>): Promise<RunningService> {
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-beside-'))
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content)
  const { stop, ...running } = await serve(directory, service.directory)
  return { ...running, stop: () => stop().then(() => rm(directory, { recursive: true, force: true, maxRetries: 5 })) }
}

/** Puts into `directory` what `wrangler dev` needs: modules, configuration, secrets, and the database with its tables. */
async function prepare(directory: string, settings: Record<string, string>, configure: Configure): Promise<void> {
  for (const path of ['wrangler.toml', 'public', ...MIGRATION_FOLDERS.filter(isThere)]) {
    await cp(join(PROJECT, path), join(directory, path), { recursive: true })
  }
  const toml = join(directory, 'wrangler.toml')
  await writeFile(toml, configure(withoutBuild(await readFile(toml, 'utf8'))))
  await writeFile(join(directory, '.dev.vars'), toEnvFile({ ...(await newDevSecrets()), ...settings }))
  writeModules(join(directory, '.worker'), await bundle(PROJECT))
  const env = environment(directory)
  await applyMigrations(async (args) => finish(args, { env, cwd: directory }), { directory, place: {} })
}

const isThere = (path: string): boolean => existsSync(join(PROJECT, path))

/** There is no source beside this wrangler.toml: what it builds is there already. */
const withoutBuild: Configure = (toml) => toml.replace(/^\[build\]\n(?:(?!\[).*\n)*/m, '')

/** `registry` is the directory of the service that it finds others by. */
async function serve(directory: string, registry = directory): Promise<RunningService> {
  const ports = ['--port', '0', '--inspector-port', '0'] // any that is free
  const wrangler = spawnWrangler(['dev', ...ports], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: environment(registry),
    cwd: directory,
    detached: true, // a process group of its own, so that its children can be stopped with it
  })
  const killAll = () => killGroup(wrangler)
  process.once('exit', killAll)
  const output = collectOutput(wrangler)
  const stop = async () => {
    await stopGroup(wrangler)
    process.off('exit', killAll)
  }
  try {
    const url = `http://localhost:${await listeningPort(wrangler)}`
    await firstAnswer(url)
    return { url, directory, pid: wrangler.pid, output, stop }
  } catch (error) {
    await stop()
    throw new Error(`the service did not start: ${error}\n${output()}`)
  }
}

/** Needs no network, and writes nowhere else. */
const environment = (directory: string): NodeJS.ProcessEnv => ({
  ...process.env,
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_LOG: 'log', // whatever else this process reads with wrangler, which may have quietened it
  WRANGLER_REGISTRY_PATH: join(directory, '.wrangler/registry'),
})

async function finish(args: string[], options: SpawnOptions): Promise<number> {
  const { status, output } = await captureWrangler(args, options)
  if (status !== 0) throw new Error(`wrangler ${args.join(' ')}: ${output}`)
  return status
}

/** Waits for the Worker itself: wrangler listens before that runs, and holds requests back or cuts them off. */
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
  const timer = setTimeout(() => killGroup(wrangler), STOP_TIMEOUT_MS)
  await exitCode(wrangler)
  clearTimeout(timer)
  killGroup(wrangler) // whatever outlived it
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // there is nobody left
  }
}

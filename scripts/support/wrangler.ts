import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

const WRANGLER = join(import.meta.dirname, '../../node_modules/wrangler/bin/wrangler.js')

/** Starts the project's wrangler on the Node that runs this, and the build that it starts, whatever the PATH says. */
export function spawnWrangler(args: string[], { env = process.env, ...options }: SpawnOptions): ChildProcess {
  const PATH = [dirname(process.execPath), env.PATH].join(delimiter)
  return spawn(process.execPath, [WRANGLER, ...args], { ...options, env: { ...env, PATH } })
}

/** Runs wrangler in our terminal; answers its exit code. */
export const runWrangler = (args: string[]): Promise<number> =>
  exitCode(spawnWrangler(args, { stdio: ['inherit', 'inherit', 'inherit'] }))

/** Runs wrangler without a terminal, so that it asks nothing, and answers its output. */
export async function captureWrangler(
  args: string[],
  options: SpawnOptions = {},
): Promise<{ status: number; stdout: string; output: string }> {
  const wrangler = spawnWrangler(args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const [status, stdout, stderr] = await Promise.all([exitCode(wrangler), read(wrangler.stdout), read(wrangler.stderr)])
  return { status, stdout, output: `${stdout}${stderr}`.trim() }
}

/** Waits for a process to end and answers its exit code: 1 if a signal ended it. */
export async function exitCode(process: ChildProcess): Promise<number> {
  if (process.exitCode !== null) return process.exitCode
  const [code] = await once(process, 'exit')
  return code ?? 1
}

/** The port on which `wrangler dev` listens. It must have been started with an IPC channel, over which it says so. */
export const listeningPort = (wrangler: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    wrangler.on('message', (message) => {
      const { event, port } = JSON.parse(String(message))
      if (event === 'DEV_SERVER_READY') resolve(port)
    })
    wrangler.on('exit', () => reject(new Error('wrangler dev ended before it listened')))
    wrangler.on('error', reject)
  })

const read = async (stream: ChildProcess['stdout']): Promise<string> => (stream ? text(stream) : '')

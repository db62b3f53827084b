import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'

const PROJECT = join(import.meta.dirname, '../../..')
const LINKED = ['locales', 'migrations', 'node_modules', 'package.json', 'public', 'scripts', 'src', 'tsconfig.json']

/** An IP address of this machine that others in its network have. */
export const address = Object.values(networkInterfaces())
  .flat()
  .find((entry) => entry && !entry.internal && entry.family === 'IPv4')?.address

/** `npm run dev` as in a fresh clone, of which nothing is left after `stop`. */
export interface RunningDev {
  /** Without a slash at the end. */
  url: string
  /** Where its state is, in `.wrangler`. */
  directory: string
  /** What it has said until it served. */
  greeting: string
  /** What it has written so far, of the Worker, too. */
  output(): string
  stop(): Promise<void>
}

/**
 * Starts `npm run dev` of a checkout on a free port, with its wrangler.toml as `configure` changes it. Throws what was written
 * if it ends before it serves.
 */
export async function startDev(
  args: string[],
  project = PROJECT,
  configure = (toml: string) => toml,
): Promise<RunningDev> {
  const directory = await mkdtemp(join(tmpdir(), 'latchkey-dev-'))
  for (const name of LINKED) await symlink(join(project, name), join(directory, name))
  const toml = await readFile(join(project, 'wrangler.toml'), 'utf8')
  await writeFile(join(directory, 'wrangler.toml'), configure(toml))
  const { X_LOCAL_EXPLORER: _, ...env } = process.env
  const dev = spawn(
    process.execPath,
    [join(project, 'scripts/dev.ts'), '--port', '0', '--inspector-port', '0', ...args],
    {
      cwd: directory,
      env: { ...env, WRANGLER_SEND_METRICS: 'false', WRANGLER_REGISTRY_PATH: join(directory, 'registry') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const stop = async () => {
    if (dev.exitCode === null) {
      dev.kill('SIGTERM')
      await once(dev, 'exit')
    }
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    return { ...(await greetingOf(dev)), directory, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function greetingOf({ stdout, stderr }: ChildProcess): Promise<Omit<RunningDev, 'directory' | 'stop'>> {
  let output = ''
  stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  for await (const chunk of stdout?.setEncoding('utf8').iterator({ destroyOnReturn: false }) ?? []) {
    output += chunk
    const [greeting, url] = /serves on (http:\/\/localhost:\d+)[\s\S]*\/openapi\.json\)\n[\s\S]*/.exec(output) ?? []
    if (greeting && url) {
      stdout?.on('data', (chunk: string) => {
        output += chunk
      })
      return { url, greeting, output: () => output }
    }
  }
  throw new Error(`npm run dev ended before it served: ${output}`)
}

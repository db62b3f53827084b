import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { request } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PROJECT = join(import.meta.dirname, '../..')
const LINKED = ['migrations', 'node_modules', 'package.json', 'public', 'scripts', 'src', 'tsconfig.json']

/** An address of this machine that others in its network have. */
const address = Object.values(networkInterfaces())
  .flat()
  .find((entry) => entry && !entry.internal && entry.family === 'IPv4')?.address

let directory: string
let dev: ChildProcess
let port: number

describe.skipIf(!address)('npm run dev -- --ip 0.0.0.0, for somebody else in the network', () => {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'latchkey-dev-'))
    for (const name of LINKED) await symlink(join(PROJECT, name), join(directory, name))
    await cp(join(PROJECT, 'wrangler.toml'), join(directory, 'wrangler.toml'))
    const { X_LOCAL_EXPLORER: _, ...env } = process.env
    dev = spawn(
      process.execPath,
      [join(PROJECT, 'scripts/dev.ts'), '--ip', '0.0.0.0', '--port', '0', '--inspector-port', '0'],
      {
        cwd: directory,
        env: { ...env, WRANGLER_SEND_METRICS: 'false', WRANGLER_REGISTRY_PATH: join(directory, 'registry') },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    port = await servedPort(dev)
  })

  afterAll(async () => {
    if (dev && dev.exitCode === null) {
      dev.kill('SIGTERM')
      await once(dev, 'exit')
    }
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })

  it('serves the Worker', async () => {
    expect(await statusOf('/health')).toBe(200)
  })

  it.each(['/cdn-cgi/local/explorer', '/cdn-cgi/local/explorer/api/d1/database', '/cdn-cgi/explorer/api/d1/database'])(
    'has no Local Explorer, whatever Host is sent: %s',
    async (path) => {
      expect(await statusOf(path)).toBe(404)
    },
  )
})

/** The status of a GET over the other address, by a client that claims to be on this machine. */
const statusOf = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { host: 'localhost' }
    const asked = request({ host: address, port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject).end()
  })

/** The port that the greeting of `npm run dev` names. Throws what was written if it ends before. */
async function servedPort({ stdout, stderr }: ChildProcess): Promise<number> {
  let output = ''
  stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  for await (const chunk of stdout?.setEncoding('utf8').iterator({ destroyOnReturn: false }) ?? []) {
    output += chunk
    const found = /serves on http:\/\/localhost:(\d+)/.exec(output)?.[1]
    if (found) {
      stdout?.resume()
      return Number(found)
    }
  }
  throw new Error(`npm run dev ended before it served: ${output}`)
}

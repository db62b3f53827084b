import { spawn } from 'node:child_process'
import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exitCode } from '../../scripts/wrangler.ts'

const PROJECT = join(import.meta.dirname, '../..')
const SCRIPT = join(PROJECT, 'scripts/deploy.ts')

/** The project as a team has it, with a wrangler.toml of its own. */
let directory: string
const toml = () => join(directory, 'wrangler.toml')

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-deploy-'))
  await cp(join(PROJECT, 'wrangler.toml'), toml())
  for (const name of ['src', 'public', 'migrations', 'node_modules', 'package.json', 'tsconfig.json']) {
    await symlink(join(PROJECT, name), join(directory, name))
  }
})
afterEach(() => rm(directory, { recursive: true }))

async function deploy(...args: string[]) {
  const child = spawn(process.execPath, [SCRIPT, '--dry-run', ...args], {
    cwd: directory,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [status, stdout, stderr] = await Promise.all([exitCode(child), text(child.stdout), text(child.stderr)])
  return { status, stdout, stderr }
}

/** The environment that README.md shows. */
async function stagingOfReadme(): Promise<string> {
  const readme = await readFile(join(PROJECT, 'README.md'), 'utf8')
  return /^```toml\n(\[env\.staging\]\n.*?)^```$/ms.exec(readme)?.[1] ?? ''
}

const TOP_ROUTES = 'routes = [{ pattern = "api.example.com", custom_domain = true }]\n'

describe('npm run deploy -- --dry-run', () => {
  it('says what a deployment would do, and builds', async () => {
    const { status, stdout } = await deploy()
    expect(status).toBe(0)
    expect(stdout).toContain('wrangler d1 create latchkey: once')
    expect(stdout).toMatch(/env\.DB \(latchkey\)/)
  })

  it('takes the environment that README.md shows: a Worker with a database, secrets and limits of its own', async () => {
    await writeFile(toml(), TOP_ROUTES + (await readFile(toml(), 'utf8')))
    await appendFile(toml(), await stagingOfReadme())
    const { status, stdout, stderr } = await deploy('--env', 'staging')
    expect(status).toBe(0)
    expect(stdout).toContain('wrangler secret list: JWT_KEYS must be there')
    expect(stdout).toContain('wrangler d1 create latchkey-staging: once')
    expect(stdout).toMatch(/env\.DB \(latchkey-staging\)/)
    const limits = (await readFile(join(PROJECT, 'wrangler.toml'), 'utf8')).match(/LIMIT_\w+/g) ?? []
    expect(stdout.match(/LIMIT_\w+/g)).toEqual(expect.arrayContaining(limits))
    expect(stdout + stderr).not.toContain('not inherited') // wrangler lists what the top level has and it has not
  })
})

describe('npm run deploy stops before anything is changed', () => {
  const refusals: [string, string, RegExp][] = [
    ['an environment that is not there: wrangler would take the whole top level', '', /no \[env\.staging\]/],
    [
      'an environment without a database',
      '[env.staging]\nsecrets = { required = ["JWT_KEYS"] }\n',
      /no D1 database with the binding DB/,
    ],
    [
      'an environment with the database of the top level',
      '[env.staging]\nd1_databases = [{ binding = "DB", database_name = "latchkey" }]\n',
      /has the database of the top level, and does not require the secret JWT_KEYS/,
    ],
    [
      'an environment without settings',
      '[env.staging]\nd1_databases = [{ binding = "DB", database_name = "other" }]\nsecrets = { required = ["JWT_KEYS"] }\n',
      /\[env\.staging\.vars\] of wrangler\.toml: .*ACCESS_TOKEN_TTL is missing.*EVENTS_RETENTION is missing/,
    ],
  ]
  it.each(refusals)('at %s', async (_name, block, reason) => {
    await appendFile(toml(), block)
    const { status, stdout, stderr } = await deploy('--env', 'staging')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(reason)
  })

  it('at an environment that would take the domain of the top level', async () => {
    await writeFile(toml(), TOP_ROUTES + (await readFile(toml(), 'utf8')))
    await appendFile(toml(), (await stagingOfReadme()).replace(/^routes = .*\n/m, ''))
    const { status, stderr } = await deploy('--env', 'staging')
    expect(status).toBe(1)
    expect(stderr).toMatch(/takes the routes of the top level/)
  })

  it('at a setting that every call would answer `misconfigured` to', async () => {
    const { status, stdout, stderr } = await deploy('--var', 'PUBLIC_URL:https://api.example.com/v1')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/\[vars\] of wrangler\.toml: PUBLIC_URL must be an origin/)
  })
})

import { spawn } from 'node:child_process'
import { appendFile, cp, glob, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exitCode } from '../../scripts/support/wrangler.ts'

const PROJECT = join(import.meta.dirname, '../..')
const SCRIPT = join(PROJECT, 'scripts/deploy.ts')

/** The project as a team has it, with a wrangler.toml of its own. */
let directory: string
const toml = () => join(directory, 'wrangler.toml')

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-deploy-'))
  await cp(join(PROJECT, 'wrangler.toml'), toml())
  const linked = ['src', 'locales', 'scripts', 'public', 'migrations', 'node_modules', 'package.json', 'tsconfig.json']
  for (const name of linked) {
    await symlink(join(PROJECT, name), join(directory, name))
  }
})
afterEach(() => rm(directory, { recursive: true }))

/** `selected` is what the shell says of the environment; a developer's own must not change what is tested. */
async function deployWith(selected: string | undefined, ...args: string[]) {
  return deployIn({ CLOUDFLARE_ENV: selected }, ...args)
}

async function deployIn(variables: Record<string, string | undefined>, ...args: string[]) {
  const child = spawn(process.execPath, [SCRIPT, '--dry-run', ...args], {
    cwd: directory,
    env: { ...process.env, CLOUDFLARE_ENV: undefined, ...variables, WRANGLER_SEND_METRICS: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [status, stdout, stderr] = await Promise.all([exitCode(child), text(child.stdout), text(child.stderr)])
  return { status, stdout, stderr }
}

/** Without a PUBLIC_URL, as the project's wrangler.toml is. */
const deploy = (...args: string[]) => deployWith(undefined, '--any-host', ...args)

/** The environment that the documents show. */
async function documentedStaging(): Promise<string> {
  const files = await Array.fromAsync(glob(['*.md', 'docs/*.md'], { cwd: PROJECT }))
  const texts = await Promise.all(files.map((file) => readFile(join(PROJECT, file), 'utf8')))
  const [block, ...others] = texts.flatMap((text) => /^```toml\n(\[env\.staging\]\n.*?)^```$/ms.exec(text)?.[1] ?? [])
  if (!block || others.length > 0) throw new Error('the documents must show [env.staging] in one block of TOML')
  return block
}

const TOP_ROUTE = 'route = { pattern = "api.example.com", custom_domain = true }\n'
const TOP_ROUTES = 'routes = [{ pattern = "api.example.com", custom_domain = true }]\n'

describe('npm run deploy -- --dry-run', () => {
  it('says what a deployment would do, and builds a Worker that asks Apple and Google themselves', async () => {
    const { status, stdout } = await deploy()
    expect(status).toBe(0)
    expect(stdout).toContain('wrangler d1 create latchkey: once')
    expect(stdout).toMatch(/env\.DB \(latchkey\)/)
    const modules = await Array.fromAsync(glob('.worker/*.js', { cwd: directory }))
    const code = await Promise.all(modules.map((file) => readFile(join(directory, file), 'utf8')))
    expect(code.join()).toContain('https://www.googleapis.com/oauth2/v3/certs')
    expect(code.join()).not.toMatch(/STAND_IN|:\/\/127\.0\.0\.1/)
  })

  it('takes the environment that the documents show: a Worker with a database, secrets and limits of its own', async () => {
    await writeFile(toml(), TOP_ROUTES + (await readFile(toml(), 'utf8')))
    await appendFile(toml(), await documentedStaging())
    const { status, stdout, stderr } = await deploy('--env', 'staging')
    expect(status).toBe(0)
    expect(stdout).toContain('wrangler secret list --env staging: JWT_KEYS must be there')
    expect(stdout).toContain('wrangler d1 create latchkey-staging --env staging: once')
    expect(stdout).toMatch(/env\.DB \(latchkey-staging\)/)
    const limits = (await readFile(join(PROJECT, 'wrangler.toml'), 'utf8')).match(/LIMIT_\w+/g) ?? []
    expect(stdout.match(/LIMIT_\w+/g)).toEqual(expect.arrayContaining(limits))
    expect(stdout + stderr).not.toContain('not inherited') // wrangler lists what the top level has and it has not
  })
})

describe('npm run deploy -- --env ""', () => {
  it('is the top level, whatever the variable of the shell says', async () => {
    await appendFile(toml(), await documentedStaging())
    const { status, stdout } = await deployWith('staging', '--any-host', '--env', '')
    expect(status).toBe(0)
    expect(stdout).toContain('wrangler d1 create latchkey: once')
    expect(stdout).toMatch(/env\.DB \(latchkey\)/)
  })
})

describe('npm run deploy without a PUBLIC_URL', () => {
  it('stops: whoever calls would choose the host in tokens', async () => {
    const { status, stdout, stderr } = await deployWith(undefined)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('[vars] of wrangler.toml: PUBLIC_URL is empty')
  })

  it('goes on if it is given at the command line, as FACTORS may be, which needs a secret more', async () => {
    const { status, stdout } = await deployWith(
      undefined,
      ...['--var', 'PUBLIC_URL:https://api.example.com', '--var', 'FACTORS:on'],
    )
    expect(status).toBe(0)
    expect(stdout).toContain('wrangler secret list: JWT_KEYS, ENCRYPTION_KEYS must be there')
  })
})

describe('npm run deploy with webhooks', () => {
  const withWebhooks = (url: string) =>
    deployWith(undefined, '--var', 'PUBLIC_URL:https://api.example.com', '--var', `WEBHOOK_URLS:${url}`)

  it('needs the secret that signs them', async () => {
    const { stdout } = await withWebhooks('https://hooks.example.com/')
    expect(stdout).toContain('wrangler secret list: JWT_KEYS, WEBHOOK_SECRET must be there')
  })

  it('stops at a URL that no webhook may have', async () => {
    const { status, stderr } = await withWebhooks('https://10.0.0.1/')
    expect(status).toBe(1)
    expect(stderr).toContain('WEBHOOK_URLS must be https URLs of public hosts')
  })
})

describe('npm run deploy while a shell names the stand-ins of npm run dev', () => {
  it('stops: everybody could sign in as anyone', async () => {
    const { status, stdout, stderr } = await deployIn({ STAND_IN_PROVIDERS: 'http://127.0.0.1:3002' }, '--any-host')
    expect(status).toBe(1)
    expect(stdout + stderr).toContain('STAND_IN_PROVIDERS is set')
  })
})

describe('npm run deploy with a short secret of the old backend', () => {
  it.each(['LEGACY_JWT_SECRET=mysecretkey\n', '{"LEGACY_JWT_SECRET": "mysecretkey"}'])(
    'says how fast it is guessed: %s',
    async (content) => {
      const file = join(directory, 'secrets')
      await writeFile(file, content)
      const { stderr } = await deploy('--secrets-file', file)
      expect(stderr).toContain('LEGACY_JWT_SECRET is shorter than 32 bytes')
      expect(stderr).toContain('within 5 days')
      expect(stderr).not.toContain('mysecretkey')
    },
  )
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
      /has the database of the top level, and does not require the secret JWT_KEYS, and lacks the binding LIMIT_\w+, .*EMAIL/,
    ],
  ]
  it.each(refusals)('at %s', async (_name, block, reason) => {
    await appendFile(toml(), block)
    const { status, stdout, stderr } = await deploy('--env', 'staging')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(reason)
  })

  const changes: [string, (block: string) => string, RegExp][] = [
    [
      'takes the domain of the top level',
      (block) => block.replace(/^routes = .*\n/m, ''),
      /takes the routes of the top/,
    ],
    ['takes its name', (block) => block.replace('[env.staging]\n', '$&name = "latchkey"\n'), /has the name of the top/],
    [
      'counts its limits together with it',
      (block) => block.replace('"548212"', '"548202"'),
      /counts its rate limits together with the top level/,
    ],
    ['has no limit of logins', (block) => block.replace(/.*LIMIT_LOGIN.*\n/, ''), /lacks the binding LIMIT_LOGIN\./],
    [
      'has no settings',
      (block) => block.replace(/\[env\.staging\.vars\].*/s, ''),
      /\[env\.staging\.vars\] of wrangler\.toml: .*ACCESS_TOKEN_TTL is missing.*EVENTS_RETENTION is missing/,
    ],
  ]
  it.each(changes)('at an environment that %s', async (_name, change, reason) => {
    await writeFile(toml(), TOP_ROUTES + (await readFile(toml(), 'utf8')))
    await appendFile(toml(), change(await documentedStaging()))
    const { status, stderr } = await deploy('--env', 'staging')
    expect([status, stderr]).toEqual([1, expect.stringMatching(reason)])
  })

  it('at an environment that takes the only route of the top level', async () => {
    await writeFile(toml(), TOP_ROUTE + (await readFile(toml(), 'utf8')))
    await appendFile(toml(), await documentedStaging())
    const { status, stderr } = await deploy('--env', 'staging')
    expect([status, stderr]).toEqual([1, expect.stringMatching(/takes the routes of the top level/)])
  })

  it.each(['shell', 'file'])('at one that only a variable of the %s names', async (place) => {
    await appendFile(toml(), '[env.staging]\nd1_databases = [{ binding = "DB", database_name = "latchkey" }]\n')
    if (place === 'file') await writeFile(join(directory, '.env'), 'CLOUDFLARE_ENV=staging\n')
    const { status, stderr } = await deployWith(place === 'shell' ? 'staging' : undefined)
    expect([status, stderr]).toEqual([1, expect.stringMatching(/\[env\.staging\].* has the database of the top level/)])
  })

  it('at a setting that every call would answer `misconfigured` to', async () => {
    const { status, stdout, stderr } = await deploy('--var', 'PUBLIC_URL:https://api.example.com/v1')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/\[vars\] of wrangler\.toml: PUBLIC_URL must be an origin/)
  })

  it('at further providers that cannot be meant', async () => {
    const { status, stdout, stderr } = await deploy('--var', 'OIDC_PROVIDERS:{"line":{}}')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/\[vars\] of wrangler\.toml: OIDC_PROVIDERS must be JSON such as/)
  })

  it('at half a gate before the calls of operators, and at service keys that nobody can read, without showing them', async () => {
    const half = await deploy('--var', 'ADMIN:on', '--var', 'ACCESS_TEAM:example')
    expect([half.status, half.stdout]).toEqual([1, ''])
    expect(half.stderr).toMatch(/\[vars\] of wrangler\.toml: ACCESS_AUD is missing, and ACCESS_TEAM is set/)

    const file = join(directory, 'secrets')
    await writeFile(file, 'SERVICE_KEYS=lk_the-key-itself\n')
    const wrong = await deploy('--var', 'ADMIN:on', '--secrets-file', file)
    expect([wrong.status, wrong.stdout]).toEqual([1, ''])
    expect(wrong.stderr).toMatch(/SERVICE_KEYS must be entries such as/)
    expect(wrong.stderr).not.toContain('the-key-itself')
  })
})

import { execFileSync, spawn } from 'node:child_process'
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exitCode } from '../../scripts/support/wrangler.ts'

const SCRIPT = join(import.meta.dirname, '../../scripts/upgrade/upgrade.ts')

const TOML = `name = "latchkey"
compatibility_date = "2026-01-01"

[[d1_databases]]
binding = "DB"
database_name = "latchkey"

[[ratelimits]] # logins
name = "LIMIT_LOGIN"
namespace_id = "1"
simple = { limit = 600, period = 60 }

# Required: JWT_KEYS signs the tokens.
# Optional: RESEND_API_KEY sends email.
[secrets]
required = ["JWT_KEYS"]

[vars]
# How long an access token lives.
ACCESS_TOKEN_TTL = "10d"

# The origin that clients call.
PUBLIC_URL = ""

# What nobody needs.
OLD_SWITCH = "off"
`

const CHANGELOG = `# Changelog

## [Unreleased]

### Changed

- **Breaking:** what was known to break
  before.

## [0.1.0] - 2026-11-24

- The first release.
`

const FILES: Record<string, string> = {
  'package.json': '{ "name": "latchkey", "version": "0.1.0" }\n',
  'package-lock.json': '{ "version": "0.1.0" }\n',
  'CHANGELOG.md': CHANGELOG,
  'README.md': 'Latchkey\n',
  'wrangler.toml': TOML,
  'migrations/0000_users.sql': 'CREATE TABLE `users` (\n\t`id` text PRIMARY KEY NOT NULL\n) STRICT;\n',
  'src/db/statements/users.gen.ts': 'export const users = 1\n',
  'src/extensions/schema.ts': 'export {}\n',
  'docs/settings.md': 'Settings\n\n<!-- generated: settings -->\n\n| a |\n\n<!-- end -->\n\nNo others.\n',
}

/** Upstream's repository, and a team's clone of it; both are real. */
let directory: string
const upstream = () => join(directory, 'upstream')
const team = () => join(directory, 'team')

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-upgrade-test-'))
  await mkdir(upstream())
  git(upstream(), 'init', '--quiet', '--initial-branch', 'main')
  await commit(upstream(), FILES)
  git(upstream(), 'tag', 'v0.1.0')
  git(directory, 'clone', '--quiet', '--origin', 'upstream', upstream(), team())
})
afterEach(() => rm(directory, { recursive: true }))

function git(cwd: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Robin', '-c', 'user.email=robin@example.com', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

async function commit(repository: string, files: Record<string, string>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(repository, file)), { recursive: true })
    await writeFile(join(repository, file), content)
  }
  git(repository, 'add', '--all')
  git(repository, 'commit', '--quiet', '--message', 'change')
}

/** A newer version upstream, which the team has fetched. */
async function release(files: Record<string, string> = {}): Promise<void> {
  await commit(upstream(), { 'package.json': '{ "name": "latchkey", "version": "0.2.0" }\n', ...files })
  git(team(), 'fetch', '--quiet', 'upstream')
}

/** Every file below a directory, also those of git. */
async function everything(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'base64')])))
}

/** Runs the script in the team's checkout, and sees that it leaves everything as it was, here and upstream. */
async function upgrade(...args: string[]) {
  const before = await everything(directory)
  const child = spawn(process.execPath, [SCRIPT, ...args], { cwd: team(), stdio: ['ignore', 'pipe', 'pipe'] })
  const [status, stdout, stderr] = await Promise.all([exitCode(child), text(child.stdout), text(child.stderr)])
  expect(await everything(directory)).toEqual(before)
  return { status, stdout, stderr }
}

describe('a newer version that somebody else has written', () => {
  const CLEAR_SCREEN = '\u001b[2J'

  it('cannot hide lines of the report, or add some: control characters are shown by their codes', async () => {
    const file = `src/extensions/schema.ts`
    await release({
      'CHANGELOG.md': CHANGELOG.replace('### Changed\n', `### Changed\n\n- **Breaking:** gone.${CLEAR_SCREEN}\u202e\n`),
      'wrangler.toml': `${TOML}"NEW\\nA merge has no conflicts." = "on"\n`,
      [`migrations/0001_a\nNo migrations.${CLEAR_SCREEN}.sql`]: 'DROP TABLE users;\n',
      [file]: 'export const theirs = 1\n',
    })
    await commit(team(), { [file]: 'export const ours = 1\n' })
    const { status, stdout } = await upgrade('upstream/main')
    expect(status).toBe(1)
    expect(stdout).toMatch(/^\P{C}+$/mu)
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
    expect(stdout).toContain('- gone.\\u{1b}[2J\\u{202e}\n')
    expect(stdout).toContain('- new: NEW\\u{a}A merge has no conflicts. = "on"\n')
    expect(stdout).toContain('- 0001_a\\u{a}No migrations.\\u{1b}[2J.sql needs care:\n')
    expect(stdout).not.toMatch(/^(A merge has no conflicts|No migrations)/m)
  })

  it('cannot do so by its number, nor by what cannot be read', async () => {
    await release({ 'package.json': '{ "name": "latchkey", "version": "0.2.0\\nNothing breaks." }\n' })
    expect((await upgrade('upstream/main')).stderr).toContain('its package.json names another package, or no version')
    await release({ 'wrangler.toml': `a = ${CLEAR_SCREEN}\n` })
    const { stderr } = await upgrade('upstream/main')
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
  })

  it('cannot bring commands along in the name of its branch: what is to be copied is quoted', async () => {
    const branch = "evil;touch$IFS/pwned;$(id)'`id`"
    await release()
    git(upstream(), 'branch', branch)
    git(team(), 'fetch', '--quiet', 'upstream')
    const { stdout } = await upgrade(`upstream/${branch}`)
    const [, command = ''] = /^ {2}git (merge .*)$/m.exec(stdout) ?? []
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    expect(words).toBe(`merge\nupstream/${branch}\n`)
  })
})

describe('npm run upgrade says of a newer version', () => {
  it('its number, what breaks since, and how to merge it', async () => {
    await release({
      'CHANGELOG.md': CHANGELOG.replace(
        '### Changed\n',
        `### Added

- Something.

### Changed

- **Breaking:** a call is gone,
  for a reason.
- Something else.

### Breaking, of the above

- A default is another.
`,
      ).replace('[Unreleased]', '[0.2.0] - 2026-12-01'),
    })
    const { status, stdout } = await upgrade('upstream/main')
    expect(status).toBe(0)
    expect(stdout).toContain('upstream/main is Latchkey 0.2.0, and here is 0.1.0. It has 1 commit that is not here.')
    expect(stdout).toContain(
      'What breaks (CHANGELOG.md):\n\n- a call is gone, for a reason.\n- A default is another.\n\nCHANGELOG.md has 2 other lines that are new.',
    )
    expect(stdout).not.toContain('known to break')
    expect(stdout).toContain('A merge has no conflicts.')
    expect(stdout).toMatch(
      /\n {2}git merge upstream\/main\n {2}npm install\n {2}npm run generate\n {2}npm run validate\n$/,
    )
  })

  it('which settings, secrets and bindings are new, gone or have another default, and which environment lacks them', async () => {
    const own = TOML.replace('TTL = "10d"', 'TTL = "5d"').replace(
      'PUBLIC_URL = ""',
      'PUBLIC_URL = "https://example.com"',
    )
    const staging = `
# Ours.
OWN_SWITCH = "on"

[env.staging]
d1_databases = [{ binding = "DB", database_name = "latchkey-staging" }]
ratelimits = [{ name = "LIMIT_LOGIN", namespace_id = "2", simple = { limit = 600, period = 60 } }]

[env.staging.secrets]
required = ["JWT_KEYS"]

[env.staging.vars]
ACCESS_TOKEN_TTL = "10d"
PUBLIC_URL = ""
OLD_SWITCH = "off"
`
    await commit(team(), { 'wrangler.toml': own + staging })
    await release({
      'wrangler.toml': TOML.replace('TTL = "10d"', 'TTL = "12d"')
        .replace(/\n# What nobody[\s\S]*/, '\n# What is new\n# (docs/new.md).\nNEW_SWITCH = "off"\n')
        .replace('# Optional: RESEND_API_KEY sends email.', '# Required: NEW_KEYS encrypt.')
        .replace('["JWT_KEYS"]', '["JWT_KEYS", "NEW_KEYS"]')
        .replace('"2026-01-01"', '"2026-02-02"')
        .replace('limit = 600', 'limit = 300')
        .replace('[[ratelimits]]', '[[r2_buckets]]\nbinding = "FILES"\nbucket_name = "files"\n\n$&'),
    })
    const { stdout } = await upgrade('upstream/main')
    const parts = stdout.split('\n\n')
    const part = (heading: string) => parts[parts.indexOf(heading) + 1]?.split('\n')
    expect(part('Settings (wrangler.toml):')).toEqual([
      '- changed: ACCESS_TOKEN_TTL, from "10d" to "12d"; you have "5d"',
      '- new: NEW_SWITCH = "off"',
      '    What is new (docs/new.md).',
      '- gone: OLD_SWITCH',
    ])
    expect(part('Secrets:')).toEqual(['- new: NEW_KEYS, required', '    encrypt.', '- gone: RESEND_API_KEY'])
    expect(part('Bindings (wrangler.toml):')).toEqual([
      '- new: r2_buckets FILES: {"binding":"FILES","bucket_name":"files"}',
      expect.stringMatching(/^- changed: ratelimits LIMIT_LOGIN, from .*600.* to .*300/),
    ])
    expect(part('The rest of wrangler.toml:')).toEqual([
      '- changed: compatibility_date, from "2026-01-01" to "2026-02-02"',
    ])
    const heading = '[env.staging] has to be given, since it inherits none (docs/deploying.md#a-second-environment):'
    expect(part(heading)).toEqual(['- NEW_SWITCH', '- r2_buckets FILES', '- NEW_KEYS'])
  })

  it('which migrations come, which need care, and which have the number of one of the team', async () => {
    await commit(team(), {
      'migrations/0001_city.sql': 'ALTER TABLE `users` ADD `city` text;',
      'src/extensions/migrations/0000_notes.sql':
        'CREATE TABLE `notes` (\n\t`user_id` text NOT NULL,\n\tFOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE cascade\n);',
    })
    await release({
      'migrations/0001_more.sql': 'ALTER TABLE `users` ADD `more` text;',
      'migrations/0002_anew.sql':
        '-- DROP TABLE nothing\nCREATE TABLE `new_users` (`id` text);\nDROP TABLE `users`;\nALTER TABLE `new_users` RENAME TO `users`;',
      'migrations/meta/_journal.json': '{}',
    })
    const { stdout } = await upgrade('upstream/main')
    expect(stdout).toContain(`Migrations, which the next deployment applies:

- 0001_more.sql: only adds
- 0002_anew.sql needs care:
    it makes users anew and copies its rows, which takes time
    it may delete rows of src/extensions/, whose tables refer to users

Migrations of yours with the number of one of these (docs/upgrading.md#migrations-of-your-own):

- 0001_city.sql
`)
  })

  it('which files conflict: those to resolve, and those that commands make again', async () => {
    const page = (row: string) =>
      `Settings\n\n<!-- generated: settings -->\n\n| ${row} |\n\n<!-- end -->\n\nNo others.\n`
    const change = (side: string) => ({
      'README.md': `${side}\n`,
      'package-lock.json': `{ "side": "${side}" }\n`,
      'public/openapi.json': `{ "side": "${side}" }\n`,
      'src/db/statements/users.gen.ts': `export const users = '${side}'\n`,
      'docs/settings.md': page(side),
      'docs/other.md': `${page(side)}${side}\n`,
    })
    await commit(team(), change('ours'))
    await release(change('theirs'))
    const { status, stdout } = await upgrade('upstream/main')
    expect(status).toBe(1)
    expect(stdout).toContain('Conflicts that you have to resolve:\n\n- README.md\n- docs/other.md\n\n')
    expect(stdout).toContain(
      'npm run generate makes again:\n\n- docs/settings.md\n- public/openapi.json\n- src/db/statements/users.gen.ts\n\n',
    )
    expect(stdout).toContain('Conflicts that npm install resolves:\n\n- package-lock.json\n\n')
    expect(stdout).toMatch(
      /git merge .*\n {2}# resolve .*\n {2}npm install\n {2}npm run generate\n {2}git add --all\n {2}git commit\n/,
    )
  })

  it('that nothing is in the way where only generated files conflict', async () => {
    await commit(team(), { 'src/db/statements/users.gen.ts': 'export const users = 2\n' })
    await release({ 'src/db/statements/users.gen.ts': 'export const users = 3\n' })
    const { status, stdout } = await upgrade('upstream/main')
    expect(status).toBe(0)
    expect(stdout).toContain('- src/db/statements/users.gen.ts')
    expect(stdout).not.toContain('you have to resolve')
  })

  it('that a file which git does not know yet is in the way', async () => {
    await release({ 'docs/new.md': 'New\n' })
    await mkdir(join(team(), 'docs'), { recursive: true })
    await writeFile(join(team(), 'docs/new.md'), 'Mine\n')
    await writeFile(join(team(), 'docs/mine.md'), 'Mine\n')
    const { status, stdout } = await upgrade('upstream/main')
    expect(status).toBe(1)
    expect(stdout).toMatch(/in the way.*:\n\n- docs\/new\.md\n\n/)
  })

  it("whether it touches the team's own code, which none should", async () => {
    await commit(team(), { 'src/extensions/schema.ts': 'export const notes = 1\n' })
    await release({ 'src/extensions/added.ts': 'export {}\n' })
    const { status, stdout } = await upgrade('upstream/main')
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('src/extensions/ and test/extensions/ is not touched'),
    ])

    await release({ 'src/extensions/schema.ts': 'export const theirs = 1\n', 'README.md': 'Newer\n' })
    const touching = await upgrade('upstream/main')
    expect(touching.status).toBe(1)
    expect(touching.stdout).toContain(
      'It changes files that are yours, which no version should: ask upstream:\n\n- src/extensions/schema.ts\n',
    )
  })
})

describe('npm run upgrade takes a folder', () => {
  it('that is a clone, and needs nothing fetched', async () => {
    await commit(team(), { 'README.md': 'Ours\n' })
    await commit(upstream(), {
      'package.json': '{ "name": "latchkey", "version": "0.2.0" }\n',
      'README.md': 'Theirs\n',
    })
    const { status, stdout } = await upgrade('../upstream')
    expect(status).toBe(1)
    expect(stdout).toContain('../upstream is Latchkey 0.2.0, and here is 0.1.0. It has 1 commit that is not here.')
    expect(stdout).toContain('resolve:\n\n- README.md\n')
    expect(stdout).toContain('  git fetch ../upstream HEAD\n  git merge FETCH_HEAD\n')
  })

  it('without git, and says what cannot be said of it', async () => {
    await commit(team(), { 'wrangler.toml': TOML.replace('TTL = "10d"', 'TTL = "5d"'), 'README.md': 'Ours\n' })
    await commit(upstream(), {
      'package.json': '{ "name": "latchkey", "version": "0.2.0" }\n',
      'README.md': 'Theirs\n',
      'migrations/0001_more.sql': 'ALTER TABLE `users` ADD `more` text;',
    })
    const folder = join(directory, 'plain')
    await cp(upstream(), folder, { recursive: true })
    await rm(join(folder, '.git'), { recursive: true })
    const { status, stdout } = await upgrade(folder)
    expect(status).toBe(0)
    expect(stdout).toContain('is Latchkey 0.2.0, and here is 0.1.0.\n')
    expect(stdout).toContain('Without history: the folder has no git history. So nothing is said of conflicts')
    expect(stdout).toContain('- changed: ACCESS_TOKEN_TTL, "5d" here, "10d" there\n')
    expect(stdout).toContain('- 0001_more.sql: only adds\n')
    expect(stdout).not.toContain('README.md')
    expect(stdout).not.toContain('git merge')
  })

  it('that is a shallow clone, and says how to make it whole', async () => {
    await release()
    git(directory, 'clone', '--quiet', '--depth', '1', `file://${upstream()}`, 'shallow')
    const { status, stdout } = await upgrade('../shallow')
    expect([status, stdout]).toEqual([0, expect.stringContaining('git fetch --unshallow there makes it whole')])
  })
})

describe('npm run upgrade in a copy without history', () => {
  it('says so, and how to join the two: after that it compares them as others', async () => {
    await rm(join(team(), '.git'), { recursive: true })
    git(team(), 'init', '--quiet', '--initial-branch', 'main')
    await commit(team(), { 'README.md': 'Ours\n' })
    git(team(), 'remote', 'add', 'upstream', upstream())
    await release()
    git(team(), 'fetch', '--quiet', '--tags', 'upstream')
    const { status, stdout } = await upgrade('upstream/main')
    expect(status).toBe(1)
    expect(stdout).toContain('have no commit in common, and git refuses to merge them')

    git(team(), 'merge', '--quiet', '--strategy', 'ours', '--allow-unrelated-histories', '--message', 'join', 'v0.1.0')
    const joined = await upgrade('upstream/main')
    expect([joined.status, joined.stdout]).toEqual([0, expect.stringContaining('A merge has no conflicts.')])
    git(team(), 'merge', '--quiet', '--message', 'upgrade', 'upstream/main')
    expect(await readFile(join(team(), 'README.md'), 'utf8')).toBe('Ours\n')
    expect(await readFile(join(team(), 'package.json'), 'utf8')).toContain('0.2.0')
  })
})

describe('npm run upgrade ends with 0 and one line', () => {
  it.each(['upstream/main', 'v0.1.0', 'HEAD', '../upstream'])('at a version that is here: %s', async (name) => {
    await commit(team(), { 'README.md': 'Ours\n' })
    const { status, stdout } = await upgrade(name)
    expect([status, stdout]).toEqual([0, `${name} (0.1.0) has nothing that this checkout (0.1.0) has not.\n`])
  })
})

describe('npm run upgrade refuses', () => {
  const USAGE = /^npm run upgrade -- <folder or git ref>/m

  it.each([
    [[], USAGE],
    [['a', 'b'], USAGE],
    [['--now'], USAGE],
  ])('wrong arguments: %j', async (args, reason) => {
    expect(await upgrade(...args)).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(reason) })
  })

  it.each(['v9', '../nowhere', '--', '-x'])('what is neither a ref nor a folder: %s', async (name) => {
    const { status, stdout, stderr } = await upgrade('--', name)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`${name} is neither a commit of this repository nor a folder`)
  })

  it('a folder of something else', async () => {
    await commit(upstream(), { 'package.json': '{ "name": "other", "version": "1.0.0" }\n' })
    expect((await upgrade('../upstream')).stderr).toContain(
      '../upstream is no checkout of Latchkey: its package.json names another',
    )
    const empty = join(directory, 'empty')
    await mkdir(empty)
    expect((await upgrade(empty)).stderr).toContain('its package.json is missing')
  })

  it('an older version', async () => {
    await release()
    git(team(), 'merge', '--quiet', 'upstream/main')
    const stderr = 'v0.1.0 is older than this checkout: 0.1.0, and here is 0.2.0.\n'
    expect(await upgrade('v0.1.0')).toEqual({ status: 1, stdout: '', stderr })
  })

  it('a checkout with changes that are not committed', async () => {
    await release()
    await appendFile(join(team(), 'README.md'), 'not yet\n')
    const { status, stderr } = await upgrade('upstream/main')
    expect([status, stderr]).toEqual([1, 'Only what is committed is compared. Commit or stash first: README.md\n'])
  })

  it('a checkout without git', async () => {
    await rm(join(team(), '.git'), { recursive: true })
    const { status, stderr } = await upgrade('../upstream')
    expect([status, stderr]).toEqual([1, expect.stringContaining('This folder is no git repository of its own')])
  })

  it('a wrangler.toml that cannot be read, and says whose it is', async () => {
    await release({ 'wrangler.toml': 'name = \n' })
    const { status, stderr } = await upgrade('upstream/main')
    expect([status, stderr]).toEqual([1, expect.stringContaining('wrangler.toml of upstream/main cannot be read: ')])
  })
})

import { execFile } from 'node:child_process'
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GENERATED_PART, isGenerated } from '../../scripts/generate/generated.ts'

const PROJECT = join(import.meta.dirname, '../..')
const LINKED = [
  'test',
  '.gitignore',
  'bench',
  'biome.json',
  'locales',
  'migrations',
  'node_modules',
  'package.json',
  'scripts',
  'src',
  'tsconfig.json',
  'wrangler.toml',
]
const COPIED = ['README.md', 'client', 'docs', 'public', 'worker-configuration.d.ts']

/** The project, with generated files of its own. */
let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-generate-'))
  for (const name of LINKED) await symlink(join(PROJECT, name), join(directory, name))
  for (const name of COPIED) await cp(join(PROJECT, name), join(directory, name), { recursive: true })
})
afterEach(() => rm(directory, { recursive: true }))

interface Generated {
  status: unknown
  stderr: string
}

const SCRIPT = 'scripts/generate/generate.ts'

const generate = ({ args = [] as string[], script = join(PROJECT, SCRIPT) } = {}): Promise<Generated> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd: directory }, (error, _, stderr) =>
      resolve({ status: error ? error.code : 0, stderr }),
    )
  })

const GENERATED = ['client/api.gen.ts', 'docs/problems.md', 'public/openapi.json']

describe('npm run generate', () => {
  it('with --check names each stale file and writes none; without it, it writes them', async () => {
    await appendFile(join(directory, 'public/openapi.json'), '\n')
    await appendFile(join(directory, 'client/api.gen.ts'), '\n')
    const problems = join(directory, 'docs/problems.md')
    await appendFile(problems, '\n<!-- generated: problems -->\nold\n<!-- end -->\n')

    const { status, stderr } = await generate({ args: ['--check'] })
    expect(status).toBe(1)
    expect(stderr.trim().split('\n').sort()).toEqual(
      GENERATED.map((file) => `${file} is not up to date: npm run generate`),
    )
    expect(await readFile(problems, 'utf8')).toContain('-->\nold\n<!--')

    expect((await generate()).status).toBe(0)
    expect(await generate({ args: ['--check'] })).toEqual({ status: 0, stderr: '' })
    expect(await readFile(problems, 'utf8')).not.toContain('old')
  })

  it('fails at a marker that it knows nothing of, and says no more than that', async () => {
    await appendFile(join(directory, 'docs/problems.md'), '\n<!-- generated: riddles -->\n<!-- end -->\n')
    const stderr = 'docs/problems.md: there is nothing to generate for "riddles"\n'
    expect(await generate()).toEqual({ status: 1, stderr })
  })
})

describe('npm run generate with sentences in src/extensions/locales', () => {
  const write = (file: string, messages: Record<string, unknown>) =>
    writeFile(join(directory, 'src/extensions/locales', file), JSON.stringify(messages))

  beforeEach(async () => {
    for (const name of ['scripts', 'src']) {
      await rm(join(directory, name))
      await cp(join(PROJECT, name), join(directory, name), { recursive: true })
    }
    await mkdir(join(directory, 'src/extensions/locales'), { recursive: true })
  })

  it('has them loaded after the ones of the service, and adds languages to it, with what they lack in the nearest', async () => {
    await write('en.json', { 'mail.notice.button': 'Take it back' })
    await write('de-AT.json', { 'mail.notice.button': 'Kennwort wählen' })
    await write('nl.json', { 'mail.notice.button': 'Kies een nieuw wachtwoord' })
    expect(await generate({ script: join(directory, SCRIPT) })).toEqual({ status: 0, stderr: '' })
    const catalogues = await readFile(join(directory, 'src/languages/catalogues.gen.ts'), 'utf8')
    const entries = catalogues.split(/\n {2}(?=\S)/)
    const filesOf = (tag: string) => {
      const entry = entries.find((each) => each.replaceAll("'", '').startsWith(`${tag}:`)) ?? ''
      return [...entry.matchAll(/'\.\.\/([^']+)\.json'/g)].map(([, file]) => file)
    }
    expect(filesOf('en')).toEqual(['../locales/en', 'extensions/locales/en'])
    expect(filesOf('nl')).toEqual(['../locales/en', 'extensions/locales/en', 'extensions/locales/nl'])
    expect(filesOf('de-AT')).toEqual(['../locales/de', 'extensions/locales/de-AT'])
    expect(await readFile(join(directory, 'src/extensions.gen.ts'), 'utf8')).toContain('hasOwnEnglish: boolean = true')
  }, 180_000)

  it.each([
    ['nl.json', { 'mail.nothing': 'Niets' }, 'nl.json has a message that there is none of: mail.nothing'],
    ['nl.json', { 'mail.notice.button': 5 }, 'nl.json: mail.notice.button must be a text'],
    [
      'nl.json',
      { 'mail.code.preview': 'Code: {number}' },
      'nl.json: mail.code.preview has {number}, and may have {code}',
    ],
    ['Dutch.json', {}, 'Dutch.json: its name must be a language tag such as pt-BR'],
    [
      'nl.json',
      { 'console.user.passkeys': '{count, plural, one {Passkey}}' },
      'nl.json: console.user.passkeys is no ICU MessageFormat: MISSING_OTHER_CLAUSE',
    ],
    [
      'nl.json',
      { 'console.session.recovery_codes_left': '{number} codes' },
      'nl.json: console.session.recovery_codes_left has {number}, and may have {count}',
    ],
  ])(
    'refuses what nobody would ever read: %s %j',
    async (file, messages, reason) => {
      await write(file, messages)
      expect(await generate({ script: join(directory, SCRIPT) })).toEqual({
        status: 1,
        stderr: `src/extensions/locales/${reason}\n`,
      })
    },
    180_000,
  )
})

describe('npm run generate after a merge', () => {
  it('makes every generated file again, whatever conflicts git left in it', async () => {
    const copied = ['scripts', 'src', 'test'] // or what is loaded would be that of the project
    for (const name of copied) {
      await rm(join(directory, name))
      await cp(join(PROJECT, name), join(directory, name), { recursive: true })
    }
    const files = (await readdir(directory, { recursive: true })).filter(isGenerated)
    const pages = (await readdir(join(directory, 'docs'))).map((name) => `docs/${name}`)
    const before: Record<string, string> = {}
    for (const file of [...files, ...pages.filter((name) => name.endsWith('.md'))]) {
      const old = await readFile(join(directory, file), 'utf8')
      const changed = isGenerated(file) ? conflicting(old) : old.replace(GENERATED_PART, conflicting)
      if (changed === old) continue
      before[file] = old
      await writeFile(join(directory, file), changed)
    }
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining([
        ...['public/openapi.json', 'worker-configuration.d.ts', 'client/api.gen.ts', 'docs/settings.md'],
        ...['src/db/statements/users.gen.ts', 'src/domain/proofs/common-passwords.gen.ts'],
      ]),
    )

    expect(await generate({ script: join(directory, SCRIPT) })).toEqual({ status: 0, stderr: '' })
    for (const [file, text] of Object.entries(before)) {
      expect(await readFile(join(directory, file), 'utf8'), file).toBe(text)
    }
  }, 180_000)
})

/** As git leaves a text in which both sides changed the first line. */
function conflicting(text: string): string {
  const [first = '', ...others] = text.split('\n')
  return ['<<<<<<< HEAD', `${first} `, '=======', `${first}  `, '>>>>>>> upstream/main', ...others].join('\n')
}

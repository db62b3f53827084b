import { execFile } from 'node:child_process'
import { appendFile, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const PROJECT = join(import.meta.dirname, '../..')
const LINKED = [
  'test',
  '.gitignore',
  'bench',
  'biome.json',
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

const generate = (...args: string[]): Promise<{ status: unknown; stderr: string }> =>
  new Promise((resolve) => {
    const script = join(PROJECT, 'scripts/generate/generate.ts')
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

    const { status, stderr } = await generate('--check')
    expect(status).toBe(1)
    expect(stderr.trim().split('\n').sort()).toEqual(
      GENERATED.map((file) => `${file} is not up to date: npm run generate`),
    )
    expect(await readFile(problems, 'utf8')).toContain('-->\nold\n<!--')

    expect((await generate()).status).toBe(0)
    expect(await generate('--check')).toEqual({ status: 0, stderr: '' })
    expect(await readFile(problems, 'utf8')).not.toContain('old')
  })

  it('fails at a marker that it knows nothing of, and says no more than that', async () => {
    await appendFile(join(directory, 'docs/problems.md'), '\n<!-- generated: riddles -->\n<!-- end -->\n')
    const stderr = 'docs/problems.md: there is nothing to generate for "riddles"\n'
    expect(await generate()).toEqual({ status: 1, stderr })
  })
})

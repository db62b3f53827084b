import { execFile } from 'node:child_process'
import { glob, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const PROJECT = join(import.meta.dirname, '../..')

/** A folder of one's own, in which the project is: the documents keep keys beside it. */
let directory: string
const project = () => join(directory, 'latchkey')

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-keys-'))
  await mkdir(project())
  for (const name of ['package.json', 'scripts', 'src', 'node_modules']) {
    await symlink(join(PROJECT, name), join(project(), name))
  }
})
afterAll(() => rm(directory, { recursive: true }))

/** The commands of the documents that write a file of keys, in the order in which they are run. */
async function documentedCommands(): Promise<string[]> {
  const files = (await Array.fromAsync(glob(['*.md', 'docs/*.md'], { cwd: PROJECT }))).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(PROJECT, file), 'utf8')))
  return texts.flatMap((text) => text.match(/^.*npm run --silent keys.*> \S+.*$/gm) ?? []).map((line) => line.trim())
}

it('every file of keys that a command of the documents writes is for its owner alone', async () => {
  const commands = await documentedCommands()
  expect(commands.length).toBeGreaterThanOrEqual(3)
  for (const command of commands) {
    const [, written = ''] = /> \.\.\/([\w.-]+)/.exec(command) ?? []
    await rm(join(directory, written), { force: true }) // or it would have the permissions that it had
    await promisify(execFile)('sh', ['-c', `exec </dev/null; umask 022; ${command}`], { cwd: project() })
    expect(await keyFiles()).not.toEqual([])
    for (const name of await keyFiles()) {
      const file = join(directory, name)
      expect(((await stat(file)).mode & 0o777).toString(8), command).toBe('600')
      const content = await readFile(file, 'utf8')
      if (name.endsWith('.json')) expect(JSON.parse(content)).toHaveProperty('keys')
      else expect(content).toMatch(/^(\w+:read(\+write)?:[\w-]{43}(,|\n))+$/) // entries of SERVICE_KEYS
    }
  }
})

const keyFiles = async () => (await readdir(directory)).filter((name) => /\.(json|txt)$/.test(name))

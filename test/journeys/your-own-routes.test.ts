import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stepsOf, writeStep } from './support/page-steps.ts'

const PROJECT = join(import.meta.dirname, '../..')
const PAGE = 'docs/your-own-routes.md'
const execute = promisify(execFile)

/**
 * What stands for `npm run validate` here: what it checks of the team's code. All of it takes as long as the tests that this
 * is one of: `WHOLE_GATE=1 npx vitest run --project journeys test/journeys/your-own-routes.test.ts` runs it.
 */
const VALIDATE = process.env.WHOLE_GATE
  ? ['npm run validate']
  : [
      'npx biome check src/extensions test/extensions',
      'npx tsc',
      'npm run generate -- --check',
      'npm run size',
      `npx vitest run --project worker test/extensions test/contract test/http/every-route.test.ts test/db/statements.test.ts test/faults/matrix.test.ts client/test/operations.test.ts -t "[Nn]ote|document|record|kind"`,
    ]

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-own-'))
  const { stdout } = await execute('git', ['ls-files', '-co', '--exclude-standard'], { cwd: PROJECT })
  for (const file of stdout.trim().split('\n')) await cp(join(PROJECT, file), join(directory, file))
  await symlink(join(PROJECT, 'node_modules'), join(directory, 'node_modules'))
  await execute('git', ['init', '-q'], { cwd: directory }) // Biome asks it what is ignored
})
afterAll(() => rm(directory, { recursive: true }))

it(`${PAGE}, followed to the letter in a copy of the repository, gives what it says`, {
  timeout: 1_800_000,
}, async () => {
  for (const step of await stepsOf(join(PROJECT, PAGE))) {
    if ('file' in step) await writeStep(directory, step)
    else for (const command of step.command === 'npm run validate' ? VALIDATE : [step.command]) await run(command)
  }

  const read = (file: string) => readFile(join(directory, file), 'utf8')
  expect(await read('client/api.gen.ts')).toContain('listNotes(): Promise<(Note)[]>')
  expect(await read('docs/calls.md')).toMatch(/`GET \/notes` *\| yes *\|.*\| 1 +\|/)
  expect(Object.keys(JSON.parse(await read('public/openapi.json')).paths)).toContain('/notes/{noteId}')
})

async function run(command: string): Promise<void> {
  try {
    await execute('sh', ['-c', command], { cwd: directory, maxBuffer: 2 ** 26, env: { ...process.env, CI_REPORT: '' } })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command} failed:\n${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`)
  }
}

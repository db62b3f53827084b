import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
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
      `npx vitest run --project worker test/extensions test/contract test/http/every-route.test.ts test/http/fresh-roles.test.ts test/api/guests/as-a-guest.test.ts test/db/statements.test.ts test/faults/matrix.test.ts client/test/operations.test.ts -t "[Nn]ote|document|record|kind"`,
    ]

/** Neither the report nor the mode of the tests that this is one of: the console would be built for development. */
const ENVIRONMENT = { ...process.env, CI_REPORT: '', NODE_ENV: '' }

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

  await writeStep(directory, { file: 'test/extensions/own-rows.test.ts', text: OWN_ROWS })
  await run('npx vitest run --project worker test/extensions/own-rows.test.ts')

  const read = (file: string) => readFile(join(directory, file), 'utf8')
  expect(await read('client/api.gen.ts')).toContain('listNotes(): Promise<Note[]>')
  expect(await read('docs/calls.md')).toMatch(/`GET \/notes` *\| yes *\|.*\| 1 +\|/)
  expect(Object.keys(JSON.parse(await read('public/openapi.json')).paths)).toContain('/notes/{noteId}')
})

/** What becomes of notes where they meet what is ours. */
const OWN_ROWS = `
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { call } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const write = (token: string, text: string) => call('/notes', { method: 'POST', token, body: { text } })
const textsOf = async (token: string) => (await call('/notes', { token })).body.data.map((note: { text: string }) => note.text)
const count = () => env.DB.prepare('SELECT count(*) FROM notes').first('count(*)')

it('they are in the export', async () => {
  const { token } = await registerUser()
  await write(token, 'Buy milk')
  const { body } = await call('/users/account/export', { token })
  expect(body.data.extensions).toEqual({
    notes: [{ _id: expect.any(String), text: 'Buy milk', createdAt: expect.any(String), updatedAt: expect.any(String) }],
  })
})

it('those of a guest are the user\\'s once they are merged, beside the user\\'s own', async () => {
  const user = await registerUser()
  await write(user.token, 'Buy milk')
  const guest = await call('/users/guest', { method: 'POST', body: {} })
  await write(guest.body.data.token, 'Buy bread')
  const body = { email: user.email, password: PASSWORD, guestToken: guest.body.data.token }
  const login = await call('/users/login', { method: 'POST', body })
  expect((await textsOf(login.body.data.token)).sort()).toEqual(['Buy bread', 'Buy milk'])
})

it('they are deleted with the account', async () => {
  const { token } = await registerUser()
  await write(token, 'Buy milk')
  expect(await count()).toBe(1)
  expect((await call('/users/account', { method: 'DELETE', token, body: { password: PASSWORD } })).status).toBe(204)
  expect(await count()).toBe(0)
})

it('an ended session neither reads nor writes any', async () => {
  const { token } = await registerUser()
  await call('/users/logout', { method: 'POST', token })
  expect(await write(token, 'Buy milk')).toMatchObject({ status: 401, body: { code: 'session_ended' } })
  expect(await call('/notes', { token })).toMatchObject({ status: 401, body: { code: 'session_ended' } })
  expect(await count()).toBe(0)
})
`

/** What is refused, and why: a file, and what stands in it instead of what. */
const MISTAKES = [
  [
    'index.ts',
    'new Hono<AppEnv>()',
    'new Hono<AppEnv>().use(async (_, next) => next())',
    'name middleware at each route',
  ],
  [
    'index.ts',
    "  .route('/', deleteNoteRoute)",
    "  .route('/', deleteNoteRoute)\n  .route('/', listNotesRoute)",
    'GET /notes is there twice, with others between',
  ],
  ['notes/list-notes.ts', "'/notes'", "'/users/notes'", "/users/notes begins with what is the service's"],
  ['problems.ts', 'note_not_found', 'user_not_found', 'problems.ts has a code that the service has already'],
  ['schema.ts', "{ onDelete: 'cascade' }", "{ onDelete: 'restrict' }", "needs { onDelete: 'cascade' }"],
] as const

it.each(MISTAKES)('npm run generate refuses a mistake in src/extensions/%s', async (file, right, wrong, complaint) => {
  const path = join(directory, 'src/extensions', file)
  const text = await readFile(path, 'utf8')
  expect(text).toContain(right)
  await writeFile(path, text.replace(right, wrong))
  await expect(run('node scripts/generate/generate.ts --check')).rejects.toThrow(complaint)
  await writeFile(path, text)
})

async function run(command: string): Promise<void> {
  try {
    await execute('sh', ['-c', command], { cwd: directory, maxBuffer: 2 ** 26, env: ENVIRONMENT })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command} failed:\n${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`)
  }
}

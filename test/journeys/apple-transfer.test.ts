import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCode } from '../../scripts/support/wrangler.ts'
import { changeState, rowsOfState } from './support/database.ts'
import { env, newState } from './support/run-import.ts'

let state: Awaited<ReturnType<typeof newState>>
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'latchkey-transfer-'))
  state = await newState()
  for (const id of ['one', 'two', 'three']) {
    const user = `INSERT INTO users (id, email, name, created_at, updated_at) VALUES (?, ?, 'A', 0, 0)`
    await changeState(state.directory, user, id, `${id}@example.com`)
    const identity = `INSERT INTO identities (provider, subject, user_id, email, created_at) VALUES ('apple', ?, ?, 'old@example.com', 0)`
    await changeState(state.directory, identity, `old-${id}`, id)
  }
  const google = `INSERT INTO identities (provider, subject, user_id, created_at) VALUES ('google', 'old-two', 'one', 0)`
  await changeState(state.directory, google)
})
afterAll(async () => {
  await state?.remove()
  await rm(directory, { recursive: true })
})

async function transfer(lines: unknown[]) {
  const file = join(directory, 'map.jsonl')
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  const args = ['scripts/apple-transfer.ts', file, '--local', '--persist-to', state.directory]
  const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, '../..'), env })
  const [status, stdout] = await Promise.all([exitCode(child), text(child.stdout)])
  return { status, stdout: stdout.replace(/^Using secrets.*\n/, '') } // wrangler's
}

const identities = async () =>
  ((await rowsOfState(state.directory)).identities as { provider: string; subject: string; email: string }[])
    .map(({ provider, subject, email }) => `${provider} ${subject} ${email}`)
    .sort()

describe('a transfer to another team at Apple', () => {
  const map = [
    { old: 'old-one', new: 'new-one', email: 'relay@example.com' },
    { old: 'old-two', new: 'new-two' },
  ]

  it('gives accounts their new identifiers, once, and leaves those of other providers', async () => {
    expect(await transfer(map)).toEqual({ status: 0, stdout: '2 moved, 0 were moved already, 0 failed.\n' })
    const moved = [
      'apple new-one relay@example.com',
      'apple new-two old@example.com',
      'apple old-three old@example.com',
      'google old-two null',
    ]
    expect(await identities()).toEqual(moved)
    expect(await transfer(map)).toEqual({ status: 0, stdout: '0 moved, 2 were moved already, 0 failed.\n' })
    expect(await identities()).toEqual(moved)
  })

  it('says which lines it could not follow, and takes no account away from a user', async () => {
    const { status, stdout } = await transfer([
      { old: 'old-three', new: 'new-one' },
      { old: 'x', new: 'y' },
      { old: 'z' },
    ])
    expect(status).toBe(1)
    expect(stdout.split('\n').sort()).toEqual([
      '',
      '0 moved, 0 were moved already, 3 failed.',
      'line 1: another user has the new one already.',
      'line 2: nobody here has the old one.',
      'line 3: it is no JSON object with the texts "old" and "new".',
    ])
    expect(await identities()).toContain('apple old-three old@example.com')
  })
})

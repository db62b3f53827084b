import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientOf } from './support/client.ts'
import { storedRows } from './support/database.ts'
import { runImport } from './support/run-import.ts'
import { JWT_SECRET, startTutorialBackend, type TutorialBackend } from './support/tutorial-backend.ts'
import { type RunningService, startService } from './support/wrangler-dev.ts'

/** People of the old backend, some of whom it let in with what we would not. */
const PEOPLE = [
  { name: 'Syamlal', email: 'syamlal@example.com', password: 'correct horse battery staple', bio: 'Climbs things.' },
  { name: 'Robin', email: 'robin@example.com', password: 'short' },
  { name: 'Zoë Åström', email: 'zoe@example.com', password: 'cafe\u0301 au lait' },
  { name: 'Long', email: 'long@example.com', password: `${'0123456789'.repeat(8)} which is more than 72 bytes` },
]

interface Member {
  _id: string
  password: string
  email: string
  /** What the old backend issued at the registration. */
  token: string
}

let old: TutorialBackend
let service: RunningService
let oldCall: Client
let call: Client
const members: Member[] = []

beforeAll(async () => {
  old = await startTutorialBackend()
  oldCall = clientOf(old.url)
  for (const body of PEOPLE) {
    const { data } = (await oldCall('/users/register', { body })).body
    members.push({ ...body, ...data })
  }
  const until = new Date(Date.now() + 86_400_000).toISOString()
  // A setting here, for of the secrets wrangler passes on only those that it requires.
  const withSecret = (toml: string) => toml.replace('\n[vars]\n', `\n[vars]\nLEGACY_JWT_SECRET = "${JWT_SECRET}"`)
  service = await startService({ LEGACY_JWT_UNTIL: until }, withSecret)
  call = clientOf(service.url)
  const file = join(service.directory, 'users.jsonl')
  await writeFile(file, old.mongoexport())
  const { status, stderr } = await runImport([file, '--persist-to', join(service.directory, '.wrangler/state')])
  if (status !== 0) throw new Error(stderr)
})

afterAll(async () => {
  await service?.stop()
  await old?.stop()
})

/** What the new answer has of the old one's fields: it may have more. */
function expectSame(now: Awaited<ReturnType<Client>>, before: Awaited<ReturnType<Client>>, fields = before.body.data) {
  expect([now.status, now.body.data]).toEqual([before.status, expect.objectContaining(fields)])
}

/** Without a bio the old backend left the field out; here it is null. */
const comparable = ({ token: _token, ...fields }: Record<string, unknown>) => fields

describe('for every user of the old backend', () => {
  it.each(PEOPLE.map(({ name }, position) => ({ name, position })))(
    '$name: the same calls answer the same',
    async ({ position }) => {
      const member = members[position]
      if (!member) throw new Error('nobody is there')
      const { _id, email, password, token } = member
      const stored = async () => {
        const { users = [] } = await storedRows(service)
        return users.find((row) => (row as { id: string }).id === _id) as { password_hash: string }
      }

      expectSame(await call(`/users/profile/public/${_id}`), await oldCall(`/users/profile/public/${_id}`))

      const own = await call('/users/profile', { token })
      expectSame(own, await oldCall('/users/profile', { token }))
      expect(own.headers.get('x-access-token')).toMatch(/^ey/)

      expect((await stored()).password_hash).toMatch(/^\$2b\$10\$/)
      for (const round of ['imported', 'our own']) {
        const before = await oldCall('/users/login', { body: { email, password } })
        const now = await call('/users/login', { body: { email, password } })
        expectSame(now, before, comparable(before.body.data))
        expect((await stored()).password_hash, round).toMatch(/^\$pbkdf2-chain-sha256\$/)
      }

      const wrong = { email, password: `x${password}` }
      expect((await call('/users/login', { body: wrong })).status).toBe(401)
      expect((await oldCall('/users/login', { body: wrong })).status).toBe(401)
    },
  )

  it('a token that the old backend issues after the switch goes on, too', async () => {
    const { email, password } = PEOPLE[0] ?? {}
    const { token } = (await oldCall('/users/login', { body: { email, password } })).body.data
    const body = { name: 'Renamed' }
    const renamed = await call('/users/profile', { method: 'PUT', token, body })
    expectSame(renamed, renamed, body)
    const renewed = renamed.headers.get('x-access-token') ?? ''
    expect((await call('/users/profile', { token: renewed })).body.data.name).toBe('Renamed')
  })
})

import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { loggedText } from '../../support/logs.ts'
import { exampleOf } from '../../support/routes/example.ts'
import { everyRoute } from '../../support/routes/index.ts'
import { fillTables } from '../../support/tables.ts'

const CANARY = 'canary'

/** What nobody may read, operators included: hashes, sealed secrets, ids of refresh tokens, MACs, public keys, subjects. */
const SECRETS: Record<string, string[]> = {
  users: ['password_hash'],
  sessions: ['refresh_id', 'previous_refresh_id'],
  factors: ['secret', 'key_id'],
  recovery_codes: ['mac'],
  passkeys: ['public_key'],
  identities: ['subject'],
  codes: ['hash', 'link_hash'],
  login_codes: ['hash', 'link_hash'],
}

/** Gives whom the call is about, or else the caller, a row in each table, and puts a canary into each column of a secret. */
async function plantCanaries(callerId: string): Promise<void> {
  const other = await env.DB.prepare('SELECT id FROM users WHERE id <> ?').bind(callerId).first<{ id: string }>()
  await fillTables(other?.id ?? callerId)
  const statements = Object.entries(SECRETS).flatMap(([table, columns]) =>
    columns.map((column) => `UPDATE "${table}" SET "${column}" = '${CANARY} ' || coalesce("${column}", '')`),
  )
  await env.DB.batch(statements.map((sql) => env.DB.prepare(sql)))
}

it.each(everyRoute.filter(({ isForAdmins }) => isForAdmins))(
  'are not in what $route answers or logs',
  async (route) => {
    const example = await exampleOf(route)
    await plantCanaries(example.user._id)
    const { status, headers, body } = await example.send()
    expect(status).toBe(route.success)
    for (const text of [JSON.stringify(body), JSON.stringify([...headers]), loggedText()]) {
      expect(text).not.toContain(CANARY)
    }
  },
)

import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { openPrimary, run } from '../../src/db/database.ts'
import { recordProvenEvent } from '../../src/db/statements/events.gen.ts'
import type { Proof } from '../../src/model/proof.ts'
import { registerUser } from '../support/users.ts'

const EMAIL = 'owner@example.com'
const OTHER = 'other@example.com'

let owner: string
let other: string
let passwordHash: string
let othersHash: string

/** Everything that proves the owner; the other user has a password and no more. */
beforeEach(async () => {
  owner = (await registerUser({ email: EMAIL }))._id
  other = (await registerUser({ email: OTHER }))._id
  passwordHash = await hashOf(owner)
  othersHash = await hashOf(other)
  await sql("INSERT INTO identities (provider, subject, user_id, created_at) VALUES ('google', 's1', ?, 1)", owner)
  await sql(
    `INSERT INTO codes (user_id, purpose, address, hash, attempts, created_at, expires_at, sent, replaceable_at)
     VALUES (?, 'reset_password', ?, 'right', 0, 1, 9999999999999, 1, 1)`,
    owner,
    EMAIL,
  )
  await sql(
    `INSERT INTO login_attempts (address_hash, attempts, blocked_until, last_attempt_id, updated_at)
     VALUES (?, 1, 0, 'counted', 1)`,
    owner,
  )
})

const sql = (text: string, ...values: unknown[]) =>
  env.DB.prepare(text)
    .bind(...values)
    .run()

async function hashOf(userId: string): Promise<string> {
  const hash = await env.DB.prepare('SELECT password_hash FROM users WHERE id = ?').bind(userId).first('password_hash')
  return String(hash)
}

/** Whom a proof proves, whatever its members are. */
async function proven(proof: object): Promise<unknown> {
  const _id = crypto.randomUUID()
  const event = { _id, type: 'logged_in', createdAt: new Date(), sessionId: null, ip: null, deviceName: null } as const
  await run({ session: openPrimary(env.DB), outbox: undefined }, recordProvenEvent({ ...event, proof: proof as Proof }))
  return env.DB.prepare('SELECT user_id FROM events WHERE id = ?').bind(_id).first('user_id')
}

const proofs = () => [
  { method: 'password', userId: owner, passwordHash },
  { method: 'provider', provider: 'google', subject: 's1' },
  { method: 'reset_code', email: EMAIL, codeHash: 'right', attemptId: 'counted' },
]

it('proves the user of whom it speaks', async () => {
  for (const proof of proofs()) expect(await proven(proof), proof.method).toBe(owner)
})

it('proves nobody if a member is missing, null, or of another', async () => {
  for (const proof of proofs()) {
    for (const name of Object.keys(proof)) {
      for (const value of [undefined, null, '', 'wrong', `${name}\0`, [], true]) {
        expect(await proven({ ...proof, [name]: value }), `${proof.method}: ${name} ${value}`).toBeNull()
      }
    }
  }
  expect(await proven({ method: 'password', userId: other, passwordHash })).toBeNull()
  expect(await proven({ method: 'password', userId: owner, passwordHash: othersHash })).toBeNull()
  expect(await proven({ method: 'provider', provider: 'apple', subject: 's1' })).toBeNull()
  expect(await proven({ method: 'reset_code', email: OTHER, codeHash: 'right' })).toBeNull()
})

it('proves nobody who has no password, with none', async () => {
  await sql('UPDATE users SET password_hash = NULL WHERE id = ?', owner)
  for (const none of [null, undefined, '', passwordHash]) {
    expect(await proven({ method: 'password', userId: owner, passwordHash: none })).toBeNull()
  }
})

it.each([
  ['has had five guesses and this one more', 'UPDATE codes SET attempts = 6'],
  ['has expired', 'UPDATE codes SET expires_at = 1'],
  ['was sent to an earlier email address', "UPDATE codes SET address = 'earlier@example.com'"],
  ['is for something else', "UPDATE codes SET purpose = 'change_email' WHERE hash = 'right'"],
])('proves nobody by a code that %s', async (_, change) => {
  await sql(change)
  expect(await proven({ method: 'reset_code', email: EMAIL, codeHash: 'right' })).toBeNull()
})

it('proves nobody who is disabled', async () => {
  await sql('UPDATE users SET disabled_at = 1 WHERE id = ?', owner)
  for (const proof of proofs()) expect(await proven(proof), proof.method).toBeNull()
})

import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, HOUR, stopClock } from '../../support/clock.ts'
import { changeCodeOf, newPerson } from '../../support/person.ts'
import { addEvents, addSessions, dump, sessionRows } from '../../support/rows.ts'
import { fillTables, USER_TABLES } from '../../support/tables.ts'
import { PASSWORD } from '../../support/users.ts'

/** Tables about users that the export leaves out altogether, each with the reason. */
const TABLES_KEPT_BACK: Record<string, string> = {
  challenges: 'random, and gone after minutes',
  derived_ids: 'made of the id, which is exported',
}

/** Columns that it leaves out, each with the reason. */
const COLUMNS_KEPT_BACK: Record<string, string> = {
  'users.password_hash': 'a secret',
  'sessions.refresh_id': 'a part of a secret',
  'sessions.previous_refresh_id': 'a part of a secret',
  'codes.hash': 'a secret',
  'codes.link_hash': 'a secret',
  'codes.attempt_key': 'a name for the address that is exported',
  'factors.secret': 'a secret',
  'factors.key_id': 'a part of the service, and not of the user',
  'recovery_codes.mac': 'a secret',
  'passkeys.public_key': 'of no use to anybody: it verifies signatures for this service',
  'identities.subject': 'it is for the provider to tell',
}

describe('GET /users/account/export', () => {
  it('gives all that is stored about the caller, in one document', async () => {
    const start = stopClock().toISOString()
    const person = await newPerson({ email: 'full@example.com', name: 'Syamlal' })
    const profile = { bio: 'Climbs.', avatarUrl: 'https://example.com/s.png', locale: 'en-GB' }
    await person.as('/users/profile', { method: 'PUT', body: profile })
    const later = advance(HOUR).toISOString()
    await person.service('/users/login', {
      headers: { 'cf-connecting-ip': '203.0.113.7' },
      body: { email: person.email, password: PASSWORD, deviceName: 'Tablet' },
    })
    const last = advance(HOUR).toISOString()
    await changeCodeOf(person, 'new@example.com')
    const { status, headers, body } = await person.as('/users/account/export')
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store'])
    const sessions = await sessionRows()
    expect(body.data).toMatchObject({
      exportedAt: last,
      profile: { _id: person._id, name: 'Syamlal', email: person.email, emailVerified: false, ...profile },
      sessions: [
        { _id: sessions[1]?.id, current: false, deviceName: 'Tablet', createdAt: later },
        { _id: sessions[0]?.id, current: true, deviceName: null, createdAt: start },
      ],
      codes: expect.arrayContaining([
        { purpose: 'verify_email', address: person.email, createdAt: start, expiresAt: expect.any(String) },
        { purpose: 'change_email', address: 'new@example.com', createdAt: last, expiresAt: expect.any(String) },
      ]),
      activity: [
        { type: 'email_change_requested', createdAt: last },
        { type: 'logged_in', createdAt: later, sessionId: sessions[1]?.id, ip: '203.0.113.0/24' },
        { type: 'registered', createdAt: start },
      ],
    })
    expect(body.data.codes).toHaveLength(2)
  })

  it('leaves out no table and no text but what is kept back for a reason', async () => {
    const person = await newPerson()
    await env.DB.prepare("UPDATE users SET bio = 'a bio', avatar_url = 'https://a.example/a', locale = 'de'").run()
    await env.DB.prepare("UPDATE sessions SET device_name = 'a device', country = 'XX'").run()
    await env.DB.prepare("UPDATE events SET ip = '192.0.2.0/24', device_name = 'another'").run()
    await fillTables(person._id)
    const exported = JSON.stringify((await person.as('/users/account/export')).body)
    const stored = await dump()
    const isList = (value: unknown) => typeof value === 'string' && value.startsWith('[')
    const isExported = (value: unknown) => exported.includes(isList(value) ? String(value) : JSON.stringify(value))
    const complaints = USER_TABLES.filter((table) => !(table in TABLES_KEPT_BACK)).flatMap((table) => {
      const [row = {}] = stored[table] ?? []
      const texts = Object.entries(row).filter(([column, value]) => typeof value === 'string' && column !== 'user_id')
      const keptBack = texts.filter(([column]) => `${table}.${column}` in COLUMNS_KEPT_BACK)
      const missing = texts.filter((text) => !keptBack.includes(text) && !isExported(text[1]))
      if (missing.length > 0 && missing.length + keptBack.length === texts.length) {
        return [
          `${table} has rows of users and is not exported: select it in src/domain/operations/account/export-account.ts, or say in TABLES_KEPT_BACK why not.`,
        ]
      }
      return [
        ...missing.map(
          ([column]) => `${table}.${column} is not exported: export it, or say in COLUMNS_KEPT_BACK why not.`,
        ),
        ...keptBack.filter(([, value]) => isExported(value)).map(([column]) => `${table}.${column} is exported.`),
      ]
    })
    expect(complaints).toEqual([])
  })

  it('has every event and every session, however many', async () => {
    const person = await newPerson()
    await addEvents(person._id, 500)
    await addSessions(person._id, 150)
    const { body } = await person.as('/users/account/export')
    expect(body.data.activity).toHaveLength(501)
    expect(body.data.sessions).toHaveLength(151)
  })

  it('tells nothing of others', async () => {
    const stranger = await newPerson({ email: 'stranger@example.com', name: 'Stranger' })
    const person = await newPerson()
    const exported = JSON.stringify((await person.as('/users/account/export')).body)
    for (const secret of [stranger._id, stranger.email, stranger.name]) expect(exported).not.toContain(secret)
  })
})

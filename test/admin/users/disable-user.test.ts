import { beforeEach, describe, expect, it } from 'vitest'
import { makeAdmin, newAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { advance, HOUR, MINUTE, stopClock } from '../../support/clock.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { dump, sessionRows, supportedTypes, userRow } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'

let admin: Person
let user: Person

beforeEach(async () => {
  stopClock()
  admin = await newAdmin()
  user = await newPerson()
  advance(MINUTE)
})

const disable = (body: object = {}, id = user._id) => admin.as(`/admin/users/${id}/disable`, { body })
const enable = (id = user._id) => admin.as(`/admin/users/${id}/enable`, { method: 'POST' })
const login = () => user.service('/users/login', { body: { email: user.email, password: PASSWORD } })

describe('a user whom an operator disables', () => {
  it('is refused at the next call and cannot sign in; the reason is for operators', async () => {
    await user.signIn()
    const { status, body } = await disable({ reason: '  Sends spam ' })
    expect([status, body.data]).toMatchObject([
      200,
      { disabledReason: 'Sends spam', disabledUntil: null, sessions: [] },
    ])
    expect(body.data.disabledAt).toBe(new Date().toISOString())
    const refused = await user.as('/users/profile')
    expect([refused.status, refused.body.code]).toEqual([401, 'session_ended'])
    expect((await login()).body.code).toBe('account_disabled')
    expect(JSON.stringify((await login()).body)).not.toContain('spam')
    expect((await sessionRows()).map(({ user_id }) => user_id)).toEqual([admin._id])
    expect(await supportedTypes()).toEqual(['disabled', 'other_sessions_ended'])
    expect(await auditRows()).toMatchObject([
      {
        ...{ action: 'user_disabled', target_id: user._id, actor_id: admin._id },
        before: { disabledUntil: null, disabledReason: null },
        after: { disabledUntil: null, disabledReason: 'Sends spam' },
      },
    ])
  })

  it('is still disabled by another call, which says reason and end anew, and else changes nothing', async () => {
    const until = new Date(Date.now() + HOUR).toISOString()
    const { body: first } = await disable({ reason: 'Sends spam', until })
    advance(MINUTE)
    const { body: second } = await disable({ reason: 'Sends more spam' })
    expect(second.data).toMatchObject({
      disabledAt: first.data.disabledAt,
      disabledReason: 'Sends more spam',
      disabledUntil: null,
    })
    const before = await dump()
    expect((await disable({ reason: 'Sends more spam' })).status).toBe(200)
    expect(await dump()).toEqual(before)
    expect(await supportedTypes()).toEqual(['disabled', 'disabled', 'other_sessions_ended'])
  })

  it('is back when enabled, and no session with them', async () => {
    await disable({ reason: 'Sends spam' })
    const disabledAt = Date.now()
    advance(MINUTE)
    const { status, body } = await enable()
    expect([status, body.data]).toMatchObject([200, { disabledAt: null, disabledUntil: null, disabledReason: null }])
    expect((await user.as('/users/profile')).body.code).toBe('session_ended')
    expect((await login()).status).toBe(200)
    expect((await auditRows())[1]).toMatchObject({
      action: 'user_enabled',
      before: { disabledAt, disabledReason: 'Sends spam' },
      after: { disabledAt: null, disabledReason: null },
    })
    const before = await dump()
    expect((await enable()).status).toBe(200)
    expect(await dump()).toEqual(before)
  })

  it.each(['2020-01-01T00:00:00Z', 'tomorrow', '2099-13-01T00:00:00Z', '2099-01-01', 4e12])(
    'is not disabled until %s',
    async (until) => {
      const before = await dump()
      const { status, body } = await disable({ until })
      expect([status, body.errors?.[0].path]).toEqual([400, 'until'])
      expect(await dump()).toEqual(before)
    },
  )

  it('may be one who is disabled until a time with an offset', async () => {
    const { body } = await disable({ until: '2099-01-01T02:30:00+02:00' })
    expect(body.data.disabledUntil).toBe('2099-01-01T00:30:00.000Z')
    expect(await userRow(user._id)).toMatchObject({ disabled_until: Date.parse('2099-01-01T00:30:00Z') })
  })
})

it('an admin may disable themselves where another is left, and is out at once', async () => {
  await makeAdmin(user._id)
  expect((await disable({}, admin._id)).status).toBe(200)
  expect((await admin.as('/admin/users')).body.code).toBe('session_ended')
})

it('nobody is disabled who is not there', async () => {
  const before = await dump()
  for (const { status, body } of [await disable({}, 'nobody'), await enable('nobody')]) {
    expect([status, body.code]).toEqual([404, 'user_not_found'])
  }
  expect(await dump()).toEqual(before)
})

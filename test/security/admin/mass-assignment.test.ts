import { beforeEach, expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { userRow } from '../../support/rows.ts'

// Attack: a form of an operator's tool passes on whatever it was sent, and with it columns that nobody may write so.

const COLUMNS = {
  ...{
    _id: 'chosen',
    id: 'chosen',
    userId: 'chosen',
    isGuest: true,
    is_guest: 1,
    guestUntil: 1,
    createdAt: 0,
    created_at: 0,
  },
  ...{
    updatedAt: 0,
    importedAt: 0,
    passwordHash: 'x',
    password_hash: 'x',
    emailVerifiedBy: 'session',
    email_verified_by: 'session',
  },
  ...{
    emailVerifiedAt: 0,
    disabledAt: 1,
    disabled_at: 1,
    disabledUntil: 1,
    disabledReason: 'x',
    recoveryCodesLeft: 10,
  },
  ...{
    bio: 'x',
    avatarUrl: 'https://example.com/',
    locale: 'en',
    sessions: [],
    activity: [],
    userMetadata: { a: 1 },
    eventIds: [],
  },
}

let admin: Person

beforeEach(async () => {
  admin = await newAdmin()
})

it('a change of a user writes what is its to write, and no other column', async () => {
  const user = await newPerson()
  const before = await userRow(user._id)
  const body = { ...COLUMNS, password: 'another battery staple', name: 'Robin' }
  expect((await admin.as(`/admin/users/${user._id}`, { method: 'PATCH', body })).status).toBe(200)
  expect(await userRow(user._id)).toEqual({ ...before, name: 'Robin', updated_at: expect.any(Number) })
})

it('so does the creation of one', async () => {
  const { body } = await admin.as('/admin/users', {
    body: { ...COLUMNS, metadata: { a: 1 }, email: 'robin@example.com' },
  })
  expect(await userRow(body.data._id)).toEqual({
    ...{
      id: body.data._id,
      email: 'robin@example.com',
      name: 'New user',
      password_hash: null,
      is_guest: 0,
      guest_until: null,
    },
    ...{
      bio: null,
      avatar_url: null,
      locale: null,
      email_verified: 0,
      email_verified_by: null,
      email_verified_at: null,
    },
    ...{ imported_at: null, disabled_at: null, disabled_until: null, disabled_reason: null },
    ...{ roles: null, app_metadata: null, user_metadata: null },
    ...{ created_at: expect.any(Number), updated_at: expect.any(Number) },
  })
})

it('and metadata has members of any name, which are nothing but members', async () => {
  const user = await newPerson()
  const text = '{"appMetadata":{"__proto__":{"roles":["admin"]},"constructor":1,"a.b":[2],"$.roles":3,"\\"":4}}'
  const headers = { 'content-type': 'application/json' }
  const { body } = await admin.as(`/admin/users/${user._id}`, { method: 'PATCH', headers, body: text })
  expect(JSON.stringify(body.data.appMetadata)).toBe(
    '{"__proto__":{"roles":["admin"]},"constructor":1,"a.b":[2],"$.roles":3,"\\"":4}',
  )
  expect(body.data.roles).toEqual([])
})

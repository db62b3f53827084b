import { beforeEach, describe, expect, it } from 'vitest'
import { makeAdmin, newAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { advance, MINUTE } from '../../support/clock.ts'
import { createGuest } from '../../support/guests.ts'
import { newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { signedInWith } from '../../support/provider-login.ts'
import { codeRows, dump, supportedTypes, userRow, verifyEmail, verifyEmailByLink } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'

let admin: Person
let user: Person

beforeEach(async () => {
  admin = await newAdmin()
  user = await newPerson()
  advance(MINUTE)
})

const patch = (body: object, id = user._id) => admin.as(`/admin/users/${id}`, { method: 'PATCH', body })

describe('an operator changes', () => {
  it('a name: the user, their activity and the record tell it', async () => {
    const { status, body } = await patch({ name: 'Robin' })
    expect([status, body.data.name]).toEqual([200, 'Robin'])
    expect((await user.as('/users/profile')).body.data.name).toBe('Robin')
    const [latest] = (await user.as('/users/activity')).body.data
    expect(latest).toMatchObject({
      type: 'profile_changed',
      bySupport: true,
      ip: null,
      deviceName: null,
      sessionId: null,
    })
    expect(body.data.activity[0]).toEqual(latest)
    expect(await auditRows()).toMatchObject([
      {
        ...{ actor_type: 'user', actor_id: admin._id, action: 'user_updated', target_id: user._id },
        before: { name: 'Syamlal' },
        after: { name: 'Robin' },
      },
    ])
  })

  it('several things at once, with an event for each kind and one record', async () => {
    const changes = {
      ...{ name: 'Robin', email: 'robin@example.com', emailVerified: true, roles: ['editor', 'org:7'] },
      ...{ appMetadata: { plan: 'pro', seats: { max: 5 } }, metadata: { theme: 'dark' } },
    }
    const { status, body } = await patch(changes)
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ ...changes, emailVerifiedBy: 'admin' })
    expect(await supportedTypes()).toEqual(['email_changed', 'metadata_changed', 'profile_changed', 'roles_changed'])
    expect(await auditRows()).toMatchObject([
      {
        before: {
          ...{ name: 'Syamlal', email: 'syamlal@example.com', emailVerified: false },
          ...{ roles: [], appMetadata: {}, metadata: {} },
        },
        after: changes,
      },
    ])
  })

  it('nothing, if all is so already: no event and no record', async () => {
    await patch({ roles: ['editor'], appMetadata: { plan: 'pro' } })
    const before = await dump()
    const same = {
      name: 'Syamlal',
      email: 'Syamlal@Example.com',
      roles: ['editor'],
      appMetadata: { plan: 'pro', no: null },
    }
    for (const body of [same, {}, { emailVerified: false, metadata: {} }]) expect((await patch(body)).status).toBe(200)
    expect(await dump()).toEqual(before)
  })

  it('only what differs is in the record', async () => {
    await patch({ name: 'Syamlal', roles: ['editor'] })
    expect(await auditRows()).toMatchObject([{ before: { roles: [] }, after: { roles: ['editor'] } }])
    expect(Object.keys((await auditRows())[0]?.after ?? {})).toEqual(['roles'])
  })

  it('metadata by a merge (RFC 7396), and null clears it', async () => {
    await patch({ appMetadata: { a: 1, b: { c: 2, d: [1, { e: null }] } }, metadata: { x: 'y' } })
    expect((await patch({ appMetadata: { a: null, b: { c: 3 } } })).body.data).toMatchObject({
      appMetadata: { b: { c: 3, d: [1, { e: null }] } },
      metadata: { x: 'y' },
    })
    const { body } = await patch({ appMetadata: null, metadata: { x: null } })
    expect(body.data).toMatchObject({ appMetadata: {}, metadata: {} })
    expect(await userRow(user._id)).toMatchObject({ app_metadata: null, user_metadata: null })
  })

  it('no metadata beyond its size, whatever else is asked for', async () => {
    await patch({ appMetadata: { a: 'x'.repeat(2_000) } })
    const before = await dump()
    const { status, body } = await patch({ name: 'Robin', appMetadata: { b: 'é'.repeat(1_100) } })
    expect([status, body.errors[0].path]).toEqual([400, 'appMetadata'])
    expect((await patch({ metadata: { a: 'x'.repeat(8_200) } })).body.errors[0].path).toBe('metadata')
    expect(await dump()).toEqual(before)
    expect((await patch({ metadata: { a: 'x'.repeat(8_000) } })).status).toBe(200)
  })
})

describe('an email address that an operator changes', () => {
  it('is not verified, unless they say so; codes that were sent before are worth nothing', async () => {
    await verifyEmail(user._id)
    const code = await resetCodeOf(user)
    const { body } = await patch({ email: 'robin@example.com' })
    expect(body.data).toMatchObject({
      email: 'robin@example.com',
      emailVerified: false,
      emailVerifiedBy: null,
      emailVerifiedAt: null,
    })
    expect((await codeRows()).filter(({ user_id }) => user_id === user._id)).toEqual([])
    for (const email of ['syamlal@example.com', 'robin@example.com']) {
      const { status } = await user.service('/users/password/reset', {
        body: { email, code, password: 'another battery' },
      })
      expect(status).toBe(400)
    }
    expect((await patch({ emailVerified: true })).body.data).toMatchObject({
      emailVerified: true,
      emailVerifiedBy: 'admin',
    })
    expect(await supportedTypes()).toEqual(['email_changed', 'email_verified'])
  })

  it('signs in by it, and not by the former one; sessions stay', async () => {
    await patch({ email: 'robin@example.com' })
    const login = (email: string) => user.service('/users/login', { body: { email, password: PASSWORD } })
    expect((await login('robin@example.com')).status).toBe(200)
    expect((await login('syamlal@example.com')).status).toBe(401)
    expect((await user.as('/users/profile')).body.data.email).toBe('robin@example.com')
  })

  it('is the mailbox of whoever owns the account: they take it over with a provider, whatever an operator said of it', async () => {
    await patch({ email: 'robin@example.com', emailVerified: true })
    const { _id } = await signedInWith('google', { email: 'robin@example.com' }, { service: user.service })
    expect(_id).toBe(user._id)
    expect((await user.as('/users/profile')).body.code).toBe('session_ended')
    const login = await user.service('/users/login', { body: { email: 'robin@example.com', password: PASSWORD } })
    expect(login.body.code).toBe('invalid_credentials')
  })

  it('is told to the owner of the former one, if it was verified', async () => {
    await patch({ email: 'robin@example.com' })
    expect(admin.mailbox.mailsTo(user.email)).toEqual([])
    await verifyEmail(user._id)
    await patch({ email: 'third@example.com', emailVerified: true })
    expect(admin.mailbox.mailsTo('robin@example.com').map(({ subject }) => subject)).toEqual([
      'Latchkey: Your email address was changed',
    ])
    expect(admin.mailbox.mailsTo('third@example.com')).toEqual([])
  })

  it('stays as it was verified by its holder, if it is the same', async () => {
    await verifyEmail(user._id)
    const { body } = await patch({ email: user.email, emailVerified: true, name: 'Robin' })
    expect(body.data).toMatchObject({ emailVerified: true, emailVerifiedBy: 'session' })
  })

  it('may be made unverified', async () => {
    await verifyEmail(user._id)
    const { body } = await patch({ emailVerified: false })
    expect(body.data).toMatchObject({ emailVerified: false, emailVerifiedBy: null, emailVerifiedAt: null })
    expect(await supportedTypes()).toEqual(['profile_changed'])
  })

  it('is nobody else’s, and then nothing changes', async () => {
    const before = await dump()
    const { status, body } = await patch({ email: admin.email, name: 'Robin' })
    expect([status, body.code]).toEqual([409, 'email_taken'])
    expect(await dump()).toEqual(before)
  })

  it('is not given to a guest, and none is verified that is not there', async () => {
    const { _id } = await createGuest()
    expect((await patch({ email: 'guest@example.com' }, _id)).body.code).toBe('upgrade_required')
    expect((await patch({ emailVerified: true }, _id)).body.code).toBe('email_missing')
    expect((await patch({ name: 'Robin' }, _id)).status).toBe(200)
  })
})

describe('roles', () => {
  it('are in the next response to the user, and in a fresh token', async () => {
    await patch({ roles: ['editor'] })
    const { body, headers } = await user.as('/users/profile')
    expect(body.data.roles).toEqual(['editor'])
    expect(headers.get('x-access-token')).not.toBeNull()
    expect((await patch({ roles: [] })).body.data.roles).toEqual([])
    expect(await userRow(user._id)).toMatchObject({ roles: null })
  })

  it.each([
    ['Editor'],
    ['1st'],
    [''],
    ['a'.repeat(65)],
    ['ed itor'],
    ['a', 'a'],
    Array.from('abcdefghijklmnopq'),
    ['é'],
    [1],
  ])('are names, each once, and at most sixteen: not %j', async (...roles) => {
    const { status, body } = await patch({ roles })
    expect([status, body.code]).toEqual([400, 'invalid_request'])
    expect(body.errors[0].path).toMatch(/^roles(\.\d+)?$/)
  })

  it('may be that of admins for whoever has shown that their mailbox is theirs', async () => {
    await verifyEmail(user._id)
    expect((await patch({ roles: ['admin'] })).body.data.roles).toEqual(['admin'])
    const refused = await user.as('/admin/users')
    expect([refused.status, refused.body.code]).toEqual([403, 'factor_missing'])
  })

  it('may not be that of admins for others', async () => {
    const guest = await createGuest()
    await verifyEmailByLink(user._id)
    for (const id of [user._id, guest._id]) {
      const { status, body } = await patch({ name: 'Robin', roles: ['admin'] }, id)
      expect([status, body.errors?.[0].path]).toEqual([400, 'roles'])
    }
  })

  it('of an admin stay, whatever else is changed, also where their address was never verified', async () => {
    await makeAdmin(user._id)
    expect((await patch({ name: 'Robin', roles: ['admin', 'editor'] })).body.data.roles).toEqual(['admin', 'editor'])
  })
})

it('tells of nobody who is not there', async () => {
  const before = await dump()
  const { status, body } = await patch({ name: 'Robin' }, 'nobody')
  expect([status, body.code]).toEqual([404, 'user_not_found'])
  expect(await dump()).toEqual(before)
})

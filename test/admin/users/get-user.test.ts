import { expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { newPerson } from '../../support/person.ts'
import { addEvents } from '../../support/rows.ts'

it('is all that there is of a user: what they have, where they are signed in, and what happened', async () => {
  const admin = await newAdmin()
  const user = await newPerson()
  await user.signIn({ 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1' })
  const { body: own } = await user.as('/users/sessions')
  const { body } = await admin.as(`/admin/users/${user._id}`)
  expect(body.data).toEqual({
    _id: user._id,
    name: 'Syamlal',
    email: 'syamlal@example.com',
    emailVerified: false,
    isGuest: false,
    avatarUrl: null,
    roles: [],
    disabledAt: null,
    disabledUntil: null,
    createdAt: expect.any(String),
    lastSignedInAt: expect.any(String),
    bio: null,
    locale: null,
    updatedAt: expect.any(String),
    emailVerifiedBy: null,
    emailVerifiedAt: null,
    importedAt: null,
    hasPassword: true,
    disabledReason: null,
    metadata: {},
    appMetadata: {},
    sessions: own.data.map(({ current, ...session }: { current: boolean }) => session),
    identities: [],
    factors: [],
    passkeys: [],
    recoveryCodesLeft: 0,
    activity: [expect.objectContaining({ type: 'logged_in' }), expect.objectContaining({ type: 'registered' })],
  })
})

it('tells of nobody who is not there', async () => {
  const { as } = await newAdmin()
  for (const path of ['/admin/users/nobody', '/admin/users/nobody/activity']) {
    const { status, body } = await as(path)
    expect([status, body.code]).toEqual([404, 'user_not_found'])
  }
})

it("lists a user's whole activity in pages, of which the first 20 are on their page", async () => {
  const admin = await newAdmin()
  const user = await newPerson()
  await addEvents(user._id, 60)
  const { body: page } = await admin.as(`/admin/users/${user._id}`)
  const { body: first } = await admin.as(`/admin/users/${user._id}/activity`)
  const { body: second } = await admin.as(`/admin/users/${user._id}/activity?cursor=${first.nextCursor}`)
  expect(page.data.activity).toEqual(first.data.slice(0, 20))
  expect([first.data.length, second.data.length, second.nextCursor]).toEqual([50, 11, undefined])
  const { body: other } = await admin.as(`/admin/users/${admin._id}/activity?cursor=${first.nextCursor}`)
  expect(other.errors).toEqual([{ path: 'cursor', message: 'is not a cursor of ours' }])
})

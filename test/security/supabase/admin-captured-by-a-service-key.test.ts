import { expect, it } from 'vitest'
import { faceWith, signUp } from '../../supabase/support/face.ts'
import { asService, WITH_SERVICE_KEYS } from '../../supabase/support/service-token.ts'
import { makeAdmin } from '../../support/admin.ts'
import { userRow, userRows } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'

const EMAIL = 'robin@example.com'
const face = faceWith(WITH_SERVICE_KEYS)

async function adminWith() {
  const { session } = await signUp(face, EMAIL)
  const [user] = await userRows()
  await makeAdmin(String(user?.id))
  const change = (method: string, body: object) =>
    face(`/admin/users/${session.user.id}`, { method, body, ...asService() })
  return { change, stored: () => userRow(String(user?.id)) }
}

it.each([
  ['a new password', 'PUT', { password: 'another horse battery staple' }],
  ['another email address', 'PUT', { email: 'thief@example.com', email_confirm: true }],
  ['a ban, if they are the last', 'PUT', { ban_duration: '24h' }],
  ['a deletion, if they are the last', 'DELETE', { should_soft_delete: false }],
])('an admin is not captured or lost by %s', async (_, method, body) => {
  const { change, stored } = await adminWith()
  const before = await stored()
  expect((await change(method, body)).status).toBeGreaterThanOrEqual(400)
  expect(await stored()).toEqual(before)
  const login = await face('/token?grant_type=password', { body: { email: EMAIL, password: PASSWORD } })
  expect(login.status).toBe(200)
})

it('nobody becomes an admin by app_metadata, in the row or in the tokens of the service', async () => {
  const { session } = await signUp(face, EMAIL)
  const [user] = await userRows()
  const body = { app_metadata: { roles: ['admin'] }, role: 'authenticated' }
  expect((await face(`/admin/users/${session.user.id}`, { method: 'PUT', body, ...asService() })).status).toBe(200)
  expect(await userRow(String(user?.id))).toMatchObject({ roles: null })
  const { bearer } = await signUp(face)
  expect((await face('/admin/users', { bearer })).body.code).toBe('not_admin')
})

import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { newPerson } from '../../support/person.ts'
import { disableUser, dump } from '../../support/rows.ts'

it.each([
  [
    'loses the role',
    'role_required',
    (id: string) => env.DB.prepare('UPDATE users SET roles = NULL WHERE id = ?').bind(id).run(),
  ],
  [
    'keeps another role only',
    'role_required',
    (id: string) => env.DB.prepare(`UPDATE users SET roles = '["Admin","administrator"]' WHERE id = ?`).bind(id).run(),
  ],
  ['is disabled', 'account_disabled', disableUser],
])('an admin who %s is refused at the next call, whatever their token says', async (_, code, lose) => {
  const admin = await newAdmin()
  const { _id: userId } = await newPerson()
  await disableUser(userId)
  const { headers, status } = await admin.as('/admin/users')
  expect(status).toBe(200)
  const token = headers.get('x-access-token') ?? admin.token // one that names the role
  await lose(admin._id)
  const before = await dump()
  for (const [path, method] of [
    ['/admin/users', 'GET'],
    [`/admin/users/${userId}`, 'GET'],
    [`/admin/users/${userId}/export`, 'GET'],
    [`/admin/users/${userId}/enable`, 'POST'],
  ] as const) {
    const { body } = await admin.as(path, { token, method })
    expect([body.code, body.data]).toEqual([code, undefined])
  }
  expect(await dump()).toEqual(before)
})

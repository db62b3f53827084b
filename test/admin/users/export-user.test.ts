import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { newPerson } from '../../support/person.ts'

const auditRows = async () => (await env.DB.prepare('SELECT * FROM audit').all()).results

it('is what the user gets themselves, and is recorded', async () => {
  const admin = await newAdmin()
  const user = await newPerson()
  const { body: own } = await user.as('/users/account/export')
  const { status, body } = await admin.as(`/admin/users/${user._id}/export`)
  expect(status).toBe(200)
  const { exportedAt, sessions, ...rest } = body.data
  const { exportedAt: _, sessions: ownSessions, ...ownRest } = own.data
  expect(rest).toEqual(ownRest)
  expect(sessions).toEqual(ownSessions.map((session: object) => ({ ...session, current: false })))
  expect(await auditRows()).toEqual([
    expect.objectContaining({
      action: 'user_exported',
      actor_id: admin._id,
      target_id: user._id,
      before: null,
      after: null,
    }),
  ])
})

it('leaves no record of what was refused', async () => {
  const admin = await newAdmin()
  expect((await admin.as('/admin/users/nobody/export')).body.code).toBe('user_not_found')
  const stranger = await newPerson()
  expect((await stranger.as(`/admin/users/${admin._id}/export`)).body.code).toBe('role_required')
  expect(await auditRows()).toEqual([])
})

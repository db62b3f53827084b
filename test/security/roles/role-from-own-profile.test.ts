import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { rolesOf } from '../../support/roles.ts'
import { exampleOf } from '../../support/routes/example.ts'
import { everyRoute } from '../../support/routes/index.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

/** Whatever the columns may be called. */
const CLAIMED = {
  roles: ['admin'],
  role: 'admin',
  appMetadata: { plan: 'pro' },
  app_metadata: { plan: 'pro' },
  userMetadata: { a: 1 },
  user_metadata: { a: 1 },
}

const GRANTED =
  'SELECT count(*) AS n FROM users WHERE roles IS NOT NULL OR app_metadata IS NOT NULL OR user_metadata IS NOT NULL'
const granted = () => env.DB.prepare(GRANTED).first('n')

const ofTheApp = everyRoute.filter(({ isForAdmins, input }) => !isForAdmins && input)

describe('roles and metadata that somebody gives themselves', () => {
  it.each(ofTheApp)('are ignored by $id ($route)', async (route) => {
    const example = await exampleOf(route)
    if (!example.call.body) return
    const answer = await example.send({ body: { ...example.call.body, ...CLAIMED } })
    expect(answer.status).toBe(route.success)
    expect(await granted()).toBe(0)
    expect(rolesOf(answer.body?.data?.token)).toBeUndefined()
  })

  it('are ignored where the metadata is written, and in it they mean nothing', async () => {
    const { token } = await registerUser()
    const body = { ...CLAIMED, metadata: { roles: ['admin'], appMetadata: { plan: 'pro' } } }
    const answer = await call('/users/profile', { method: 'PUT', token, body })
    expect(answer.body.data).toMatchObject({ roles: [], appMetadata: {}, metadata: body.metadata })
    expect(answer.headers.has('x-access-token')).toBe(false)
    expect((await call('/admin/users/nobody', { token })).body.code).toBe('role_required')
  })
})

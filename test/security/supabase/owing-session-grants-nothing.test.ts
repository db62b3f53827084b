import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { faceOf, SETTINGS } from '../../supabase/support/face.ts'
import { answer, signInOwing } from '../../supabase/support/factors.ts'
import { setAppMetadata, setRoles } from '../../support/roles.ts'
import { serviceWithHooks } from '../../support/service.ts'
import { totpNow } from '../../support/totp-code.ts'

// Servers that verify tokens by their signature alone let people in by what the tokens grant: a session that owes the second
// factor must have none of it, whichever face has made its tokens.

const service = serviceWithHooks(
  { tokenClaims: async () => ({ tenant: 'acme' }) },
  { ...SETTINGS, ADMIN: 'on', TOKEN_CLAIMS: 'plan' },
)
const face = faceOf(service)

let owner: Awaited<ReturnType<typeof signInOwing>>

/** What this face's token grants. */
function grantedBy(token: unknown) {
  const { app_metadata, roles, tenant, plan, aal } = decodeJwt(String(token))
  return { app_metadata, roles, tenant, plan, aal }
}

const NOTHING = { app_metadata: {}, roles: undefined, tenant: undefined, plan: undefined, aal: 'aal1' }

/** A sign-in with the password alone. */
const signIn = async () => {
  const { email, password } = owner
  return (await face('/token?grant_type=password', { body: { email, password } })).body
}

beforeEach(async () => {
  owner = await signInOwing(face)
  const id = String(decodeJwt(owner.bearer)._id)
  await setRoles(id, ['admin'])
  await setAppMetadata(id, { plan: 'pro' })
})

describe('a session that owes a second factor', () => {
  it('grants nothing at its sign-in, nor after a refresh, and goes on owing', async () => {
    const { access_token, refresh_token } = await signIn()
    expect(grantedBy(access_token)).toEqual(NOTHING)
    const refreshed = await face('/token?grant_type=refresh_token', { body: { refresh_token } })
    expect(refreshed.status).toBe(200)
    expect(grantedBy(refreshed.body.access_token)).toEqual(NOTHING)
    const { body } = await face('/passkeys', { bearer: refreshed.body.access_token })
    expect(body.code).toBe('insufficient_aal')
  })

  it('has all of it once it is given', async () => {
    const { access_token } = await signIn()
    const { status, body } = await answer(
      (path, call) => face(path, { bearer: access_token, ...call }),
      owner.factorId,
      totpNow(owner.secret, 1),
    )
    expect(status).toBe(200)
    const app_metadata = expect.objectContaining({ plan: 'pro', roles: ['admin'] })
    expect(grantedBy(body.access_token)).toEqual({
      app_metadata,
      roles: ['admin'],
      tenant: 'acme',
      plan: 'pro',
      aal: 'aal2',
    })
  })

  it('can do no more with tokens of ours, and operates nothing', async () => {
    const { refresh_token: refreshToken } = await signIn()
    const { status, body } = await service('/users/token/refresh', { body: { refreshToken } })
    expect(status).toBe(200)
    const { token } = body.data
    expect(grantedBy(token)).toMatchObject({ roles: undefined, tenant: undefined, plan: undefined })
    for (const path of ['/users/profile', '/users/sessions', '/users/passkeys', '/admin/users'])
      expect((await service(path, { token })).body.code, path).toBe('second_factor_required')
    expect((await service('/users/factors/challenge', { token, method: 'POST' })).status).toBe(200)
    expect((await service('/users/logout', { token, method: 'POST' })).status).toBe(204)
  })
})

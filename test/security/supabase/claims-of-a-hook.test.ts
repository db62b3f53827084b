import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { asUser, type Face, face, faceOf, SETTINGS, signUp } from '../../supabase/support/face.ts'
import { asService, WITH_SERVICE_KEYS } from '../../supabase/support/service-token.ts'
import { setAppMetadata } from '../../support/roles.ts'
import { serviceWith, serviceWithHooks } from '../../support/service.ts'

// What a hook says, or an operator has granted, stands in tokens at the top, where row-level security looks for who it is.

const CLAIMS = { _id: 'somebody', session_id: 'another', role: 'service_role', aal: 'aal2', email: 'root@example.com' }

/** What a token says of those, and whether its bearer is who has signed up, and no operator. */
async function judge(by: Face, { access_token: bearer }: { access_token: string }, userId: string) {
  const { _id, session_id, role, aal, email, sub } = decodeJwt(bearer)
  expect({ role, aal, sub }).toEqual({ role: 'authenticated', aal: 'aal1', sub: userId })
  expect([_id, session_id, email].filter((claim) => Object.values(CLAIMS).includes(String(claim)))).toEqual([])
  expect((await asUser(by, bearer)('/user')).body.id).toBe(userId)
  expect((await by('/admin/users', asService(bearer))).body.code).toBe('not_admin')
}

it.each(Object.entries(CLAIMS))('a hook does not say %s', async (name, value) => {
  const hooks = { tokenClaims: async () => ({ [name]: value, tenant: 'acme' }) }
  const { session } = await signUp()
  const by = faceOf(serviceWithHooks(hooks, { ...SETTINGS, ...WITH_SERVICE_KEYS }))
  const { status, body } = await by('/token?grant_type=refresh_token', {
    body: { refresh_token: session.refresh_token },
  })
  expect(status, JSON.stringify(body)).toBe(200)
  expect(decodeJwt(body.access_token).tenant).toBe('acme')
  await judge(by, body, session.user.id)
})

it('nor does what TOKEN_CLAIMS takes from app_metadata, or what a user says of themselves', async () => {
  const { session, bearer } = await signUp()
  await setAppMetadata(String(decodeJwt(bearer)._id), CLAIMS)
  await asUser(face, bearer)('/user', { method: 'PUT', body: { data: CLAIMS } })
  const TOKEN_CLAIMS = Object.keys(CLAIMS).join(',')
  const by = faceOf(serviceWith({ ...SETTINGS, ...WITH_SERVICE_KEYS, TOKEN_CLAIMS, ADMIN: 'on' }))
  const { status, body } = await by('/token?grant_type=refresh_token', {
    body: { refresh_token: session.refresh_token },
  })
  expect(status, JSON.stringify(body)).toBe(200)
  await judge(by, body, session.user.id)
})

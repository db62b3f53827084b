import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { newServiceKey } from '../../../scripts/support/new-service-key.ts'
import { faceOf, faceWith, SETTINGS, signUp } from '../../supabase/support/face.ts'
import {
  asService,
  ownKey,
  ownSecret,
  serviceToken,
  signService,
  strangersKey,
  WITH_SERVICE_KEYS,
} from '../../supabase/support/service-token.ts'
import { serviceWithHooks } from '../../support/service.ts'

const face = faceWith(WITH_SERVICE_KEYS)
const list = (key?: string) => face('/admin/users', key === undefined ? {} : asService(key))

const refusal = async (key: string) => {
  const { status, body } = await list(key)
  return [status, body.code]
}

it('lets in who has a service key, of either kind, for as long as it says', async () => {
  expect((await list(serviceToken)).status).toBe(200)
  expect((await list(await signService({ role: 'supabase_admin', exp: Date.now() / 1_000 + 60 }))).status).toBe(200)
  expect((await list(await signService({ role: 'service_role' }, ownSecret))).status).toBe(200)
})

it('refuses a token that nobody we know has signed', async () => {
  expect(await refusal(await signService({ role: 'service_role' }, strangersKey))).toEqual([403, 'bad_jwt'])
  expect(await refusal('this-is-a-bad-token')).toEqual([403, 'bad_jwt'])
  const [, payload] = serviceToken.split('.')
  const unsigned = `${btoa(JSON.stringify({ alg: 'none', typ: 'JWT' })).replaceAll('=', '')}.${payload}.`
  expect(await refusal(unsigned)).toEqual([403, 'bad_jwt'])
})

it('refuses one that is signed with the public key as if it were a secret', async () => {
  const asSecret = { kty: 'oct', k: ownKey.n, kid: ownKey.kid, alg: 'HS256' }
  expect(await refusal(await signService({ role: 'service_role' }, asSecret as never))).toEqual([403, 'bad_jwt'])
})

it('refuses one that names another key than the one that signed it', async () => {
  const other = { ...ownSecret, kid: ownKey.kid } as never
  expect(await refusal(await signService({ role: 'service_role' }, other))).toEqual([403, 'bad_jwt'])
})

it('refuses one that is over, or has not begun', async () => {
  const now = Math.floor(Date.now() / 1_000)
  expect(await refusal(await signService({ role: 'service_role', exp: now - 1 }))).toEqual([403, 'bad_jwt'])
  expect(await refusal(await signService({ role: 'service_role', exp: String(now + 60) }))).toEqual([403, 'bad_jwt'])
  expect(await refusal(await signService({ role: 'service_role', nbf: now + 3_600 }))).toEqual([403, 'bad_jwt'])
})

it('refuses the key of the app, which is public, and the token of a user', async () => {
  expect(await refusal(await signService({ role: 'anon' }))).toEqual([403, 'not_admin'])
  const { bearer } = await signUp(face)
  expect(await refusal(bearer)).toEqual([403, 'not_admin'])
  const { status, body } = await face('/admin/users', { headers: { authorization: '' } })
  expect([status, body.code]).toEqual([401, 'no_authorization'])
})

it('takes a service key of ours only where ADMIN is on, and for what it may do', async () => {
  const reader = await newServiceKey('reader')
  const admin = { ...WITH_SERVICE_KEYS, SERVICE_KEYS: reader.entry, ADMIN: 'on' }
  const on = faceWith(admin)
  expect((await on('/admin/users', asService(reader.key))).status).toBe(200)
  const write = await on('/admin/users', { body: { email: 'robin@example.com' }, ...asService(reader.key) })
  expect([write.status, write.body.code]).toEqual([403, 'not_admin'])
  const off = await faceWith({ ...admin, ADMIN: 'off' })('/admin/users', asService(reader.key))
  expect([off.status, off.body.code]).toEqual([403, 'not_admin'])
})

it('refuses everybody where no setting has a key', async () => {
  const { status, body } = await faceWith()('/admin/users', asService())
  expect([status, body.code]).toEqual([403, 'bad_jwt'])
})

it('refuses the token of a user of whom a hook says that they are a service, also by our own key', async () => {
  const { keys } = JSON.parse(env.JWT_KEYS)
  const hooks = { tokenClaims: async () => ({ role: 'service_role' }) }
  const service = serviceWithHooks(hooks, { ...SETTINGS, SUPABASE_SERVICE_KEYS: JSON.stringify({ keys }) })
  const { token, refreshToken } = (await service('/users/guest', { body: {} })).body.data
  for (const given of [token, refreshToken]) {
    const { status } = await faceOf(service)('/admin/users', asService(given))
    expect(status).toBe(403)
  }
  const byOurKey = await signService({ role: 'service_role' }, { ...keys[0], alg: 'ES256' })
  expect((await faceOf(service)('/admin/users', asService(byOurKey))).status).toBe(200)
})

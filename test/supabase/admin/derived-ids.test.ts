import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { addUsers } from '../../support/admin.ts'
import { storePasswordHash } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'
import { faceWith, signUp } from '../support/face.ts'
import { asService, WITH_SERVICE_KEYS } from '../support/service-token.ts'

const FIREBASE = 'nK8mPq2rXs4tVu6wYz0aBc1dEf3g' // 28 characters
const MONGO = '65f0c0ffee65f0c0ffee65f0'

const face = faceWith(WITH_SERVICE_KEYS)
const admin = (path: string, method = 'GET') => face(`/admin/users${path}`, { method, ...asService() })
const kept = async () => (await env.DB.prepare('SELECT * FROM derived_ids').all()).results

it('finds a user of whose id the UUID shows nothing, once it was shown', async () => {
  await addUsers([{ id: FIREBASE, email: 'robin@example.com' }])
  const { body } = await admin('')
  const { id } = body.users[0]
  expect(await kept()).toEqual([{ uuid: id, user_id: FIREBASE }])
  expect((await admin(`/${id}`)).body).toMatchObject({ id, email: 'robin@example.com' })
  await admin('')
  expect((await admin(`/${id}`, 'DELETE')).status).toBe(200)
  expect(await kept()).toEqual([])
})

it('shows it at a sign-in, too', async () => {
  const { session } = await signUp(face, 'kim@example.com')
  await addUsers([{ id: FIREBASE, email: 'robin@example.com' }])
  const hash = await env.DB.prepare("SELECT password_hash FROM users WHERE email = 'kim@example.com'").first()
  await storePasswordHash(FIREBASE, String(hash?.password_hash))
  const body = { email: 'robin@example.com', password: PASSWORD }
  const { user } = (await face('/token?grant_type=password', { body })).body
  expect(await kept()).toEqual([{ uuid: user.id, user_id: FIREBASE }])
  expect((await admin(`/${user.id}`)).body.email).toBe('robin@example.com')
  expect((await admin(`/${session.user.id}`)).body.email).toBe('kim@example.com')
})

it('finds a user of MongoDB by what their UUID spells, and before them who has those very bytes', async () => {
  await addUsers([{ id: MONGO, email: 'robin@example.com' }])
  const { id } = (await admin('')).body.users[0]
  expect((await admin(`/${id}`)).body.email).toBe('robin@example.com')
  await addUsers([{ id, email: 'kim@example.com' }]) // a UUID of somebody else
  expect((await admin(`/${id}`)).body.email).toBe('kim@example.com')
  expect(await kept()).toEqual([])
})

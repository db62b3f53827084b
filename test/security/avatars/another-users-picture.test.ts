import { beforeEach, expect, it } from 'vitest'
import { emptyBucket, picture, upload, uploaded } from '../../support/avatars.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Attack: have the service replace or delete a picture that is somebody else's.

beforeEach(emptyBucket)

it("a picture of somebody else can be named as one's own, but neither replaced nor deleted by that", async () => {
  const [owner, attacker] = [await registerUser(), await registerUser({ email: 'mallory@example.com' })]
  const path = await uploaded(owner.token)
  const { avatarUrl } = (await call('/users/profile', { token: owner.token })).body.data
  const named = avatarUrl.replace('http:', 'https:')
  await call('/users/profile', { method: 'PUT', token: attacker.token, body: { avatarUrl: named } })
  await call('/users/profile/avatar', { method: 'DELETE', token: attacker.token })
  await upload(attacker.token)
  expect((await picture(path)).status).toBe(200)
  expect((await call('/users/profile', { token: owner.token })).body.data.avatarUrl).toBe(avatarUrl)
})

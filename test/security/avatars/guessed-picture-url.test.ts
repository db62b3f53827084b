import { beforeEach, expect, it } from 'vitest'
import { emptyBucket, picture, uploaded } from '../../support/avatars.ts'
import { registerUser } from '../../support/users.ts'

// Attack: find the pictures of others, or other objects of the bucket, by URLs like one's own.

beforeEach(emptyBucket)

it('the URL of a picture tells nothing of whose it is, and no other leads to anything', async () => {
  const user = await registerUser()
  const path = await uploaded(user.token)
  expect(path).not.toContain(user._id)
  const key = path.slice('/avatars/'.length)
  const others = [key.slice(1), `${key}0`, 'a'.repeat(22), `..%2Favatars%2F${key}`, `avatars%2F${key}`, user._id, '%00']
  for (const other of others) expect((await picture(`/avatars/${other}`)).status, other).toBe(404)
})

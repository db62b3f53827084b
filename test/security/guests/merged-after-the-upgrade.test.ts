import { expect, it } from 'vitest'
import { createGuest, exists } from '../../support/guests.ts'
import { call } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

it('a token from the time as a guest, which somebody has copied, does not delete the user whom they have become', async () => {
  await registerUser({ email: 'thief@example.com' })
  const guest = await createGuest()
  const upgrade = { email: 'robin@example.com', password: PASSWORD }
  expect((await call('/users/guest/upgrade', { token: guest.token, body: upgrade })).status).toBe(200)
  const body = { email: 'thief@example.com', password: PASSWORD, guestToken: guest.token }
  const login = await call('/users/login', { body })
  expect(login.body.data).not.toHaveProperty('mergedGuestId')
  expect(await exists(guest._id)).toBe(true)
})

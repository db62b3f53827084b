import { describe, expect, it } from 'vitest'
import { exists } from '../../support/guests.ts'
import { eventTypes } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

// A guest's token deletes its guest at a sign-in of anybody. It must not do so for a user who has more to lose.

const loginAs = (email: string, guestToken: string) =>
  call('/users/login', { body: { email, password: PASSWORD, guestToken } })

describe('the token of a user who is no guest, given as that of a guest', () => {
  it('deletes nobody', async () => {
    const victim = await registerUser({ email: 'victim@example.com' })
    await registerUser({ email: 'thief@example.com' })
    const { status, body } = await loginAs('thief@example.com', victim.token)
    expect(status).toBe(200)
    expect(body.data).not.toHaveProperty('mergedGuestId')
    expect(await exists(victim._id)).toBe(true)
    expect(await eventTypes()).not.toContain('guest_merged')
  })

  it('deletes nobody either at a login of their own', async () => {
    const user = await registerUser()
    expect((await loginAs(user.email, user.token)).status).toBe(200)
    expect((await call('/users/profile', { token: user.token })).status).toBe(200)
  })
})

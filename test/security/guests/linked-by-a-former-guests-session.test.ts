import { expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { createGuest } from '../../support/guests.ts'
import { linkWith } from '../../support/provider-login.ts'
import { call } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

it('a session that was stolen from a guest cannot link an account of the thief once its user has another way in', async () => {
  stopClock()
  const { token } = await createGuest()
  advance(10 * MINUTE)
  await call('/users/guest/upgrade', { token, body: { email: 'robin@example.com', password: PASSWORD } })
  const { status, body } = await linkWith('google', token, { sub: 'thief' })
  expect([status, body.code]).toEqual([403, 'recent_login_required'])
  const again = { email: 'thief@example.com', password: 'a password of the thief' }
  expect((await call('/users/guest/upgrade', { token, body: again })).body.code).toBe('guest_only')
})

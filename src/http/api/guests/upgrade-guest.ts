import { Hono } from 'hono/tiny'
import { upgradeGuest } from '../../../domain/operations/guests/upgrade-guest.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { ownProfile, presentOwnProfile } from '../profile/schemas.ts'
import { guestUpgrade } from './schemas.ts'

export const upgradeGuestRoute = new Hono<AppEnv>().post(
  '/users/guest/upgrade',
  authenticate,
  body(guestUpgrade),
  async (c) => {
    const profile = await upgradeGuest(c.get('ctx'), c.req.valid('json'))
    return c.json({ data: presentOwnProfile(profile) }, 200)
  },
)

export const upgradeGuestOperation: Operation = {
  id: 'upgradeGuest',
  tag: 'Guests',
  summary: 'Upgrade a guest',
  description:
    'Gives an email address and a password to a guest, or, after a login of the last ten minutes, to a user who has ' +
    'neither, such as one with a passkey alone. They keep their `_id` and their session, and get a code that verifies the ' +
    'address by email. On `email_taken` nothing changes.',
  status: 200,
  response: { data: ownProfile },
  problems: [
    'guest_only',
    'recent_login_required',
    'email_taken',
    'password_common',
    'password_leaked',
    'rate_limited',
  ],
  hooks: ['beforeRegister'],
}

import { Hono } from 'hono/tiny'
import { createGuest } from '../../../domain/operations/guests/create-guest.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { presentSignedIn, signedIn } from '../sign-in/schemas.ts'
import { newGuest } from './schemas.ts'

export const createGuestRoute = new Hono<AppEnv>().post('/users/guest', body(newGuest), async (c) => {
  const outcome = await createGuest(c.get('ctx'), c.req.valid('json'))
  return c.json({ data: presentSignedIn(outcome) }, 201)
})

export const createGuestOperation: Operation = {
  id: 'createGuest',
  tag: 'Guests',
  summary: 'Register as a guest',
  description:
    'Creates a user without an email address and logs them in, as registering does. Their session is their only way ' +
    'in until they upgrade.',
  status: 201,
  response: { data: signedIn },
  problems: ['guests_not_configured', 'rate_limited'],
  hooks: ['beforeRegister', 'tokenClaims'],
}

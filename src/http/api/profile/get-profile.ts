import { Hono } from 'hono/tiny'
import { getProfile } from '../../../domain/operations/profile/get-profile.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import type { Operation } from '../operation.ts'
import { ownProfile, presentOwnProfile } from './schemas.ts'

export const getProfileRoute = new Hono<AppEnv>().get('/users/profile', onReplica, authenticate, async (c) => {
  const profile = await getProfile(c.get('ctx'))
  return c.json({ data: presentOwnProfile(profile) }, 200)
})

export const getProfileOperation: Operation = {
  id: 'getProfile',
  tag: 'Profile',
  summary: "Get the caller's profile",
  description:
    'Returns what users see of their own account. On `token_expired`, refresh the tokens and repeat the call; on ' +
    '`session_ended`, ask the user to log in again.',
  status: 200,
  response: { data: ownProfile },
}

import { Hono } from 'hono/tiny'
import { getPublicProfile } from '../../../domain/operations/profile/get-public-profile.ts'
import type { AppEnv } from '../../app-env.ts'
import { onReplica } from '../../middleware/context.ts'
import type { Operation } from '../operation.ts'
import { presentPublicProfile, publicProfile } from './schemas.ts'

export const getPublicProfileRoute = new Hono<AppEnv>().get('/users/profile/public/:userId', onReplica, async (c) => {
  const userId = c.req.param('userId')
  const profile = await getPublicProfile(c.get('ctx'), userId)
  return c.json({ data: presentPublicProfile(profile) }, 200)
})

export const getPublicProfileOperation: Operation = {
  id: 'getPublicProfile',
  tag: 'Profile',
  summary: 'Get a public profile',
  description:
    'Returns what anyone may see of a user, which is never the email address. It needs no access token. On ' +
    '`user_not_found` there is no such user, or their account is disabled.',
  status: 200,
  response: { data: publicProfile },
  problems: ['user_not_found', 'rate_limited'],
}

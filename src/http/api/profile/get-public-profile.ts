import { Hono } from 'hono/tiny'
import { getPublicProfile } from '../../../domain/operations/profile/get-public-profile.ts'
import type { AppEnv } from '../../app-env.ts'
import { onReplica } from '../../middleware/context.ts'
import { data, operation } from '../operation.ts'
import { presentPublicProfile, publicProfile } from './schemas.ts'

export const getPublicProfileRoute = new Hono<AppEnv>().get(
  '/users/profile/public/:userId',
  operation({
    id: 'getPublicProfile',
    tag: 'Users',
    summary: 'What anyone may see of a user',
    status: 200,
    answer: data(publicProfile),
    problems: ['user_not_found', 'rate_limited'],
  }),
  onReplica,
  async (c) => {
    const userId = c.req.param('userId')
    const profile = await getPublicProfile(c.get('ctx'), userId)
    return c.json({ data: presentPublicProfile(profile) }, 200)
  },
)

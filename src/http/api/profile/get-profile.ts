import { Hono } from 'hono/tiny'
import { getProfile } from '../../../domain/operations/profile/get-profile.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import { data, operation } from '../operation.ts'
import { ownProfile, presentOwnProfile } from './schemas.ts'

export const getProfileRoute = new Hono<AppEnv>().get(
  '/users/profile',
  operation({
    id: 'getProfile',
    tag: 'Users',
    summary: "The caller's own profile",
    status: 200,
    answer: data(ownProfile),
  }),
  onReplica,
  authenticate,
  async (c) => {
    const profile = await getProfile(c.get('ctx'))
    return c.json({ data: presentOwnProfile(profile) }, 200)
  },
)

import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../context.ts'
import { getProfile } from '../../domain/users/get-profile.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { ownProfile, presentOwnProfile } from '../../schemas/profile.ts'
import { data, operation } from '../operation.ts'

export const getProfileRoute = new Hono<AppEnv>().get(
  '/users/profile',
  operation({
    id: 'getProfile',
    tag: 'Users',
    summary: "The caller's own profile",
    status: 200,
    answer: data(ownProfile),
  }),
  authenticate,
  async (c) => {
    const profile = await getProfile(c.get('ctx'))
    return c.json({ data: presentOwnProfile(profile) }, 200)
  },
)

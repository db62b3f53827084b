import { Hono } from 'hono/tiny'
import { updateProfile } from '../../../domain/operations/profile/update-profile.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import { onReplica } from '../../middleware/context.ts'
import { data, operation } from '../operation.ts'
import { ownProfile, presentOwnProfile, profileChanges } from './schemas.ts'

export const updateProfileRoute = new Hono<AppEnv>().on(
  ['PUT', 'PATCH'],
  '/users/profile',
  operation({
    id: ({ method }) => (method === 'PUT' ? 'updateProfile' : 'patchProfile'),
    tag: 'Users',
    summary: "Change fields of the caller's own profile; the others stay",
    status: 200,
    answer: data(ownProfile),
  }),
  onReplica,
  authenticate,
  body(profileChanges),
  async (c) => {
    const changes = c.req.valid('json')
    const profile = await updateProfile(c.get('ctx'), changes)
    return c.json({ data: presentOwnProfile(profile) }, 200)
  },
)

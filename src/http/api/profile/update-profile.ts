import { Hono } from 'hono/tiny'
import { updateProfile } from '../../../domain/operations/profile/update-profile.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import { onReplica } from '../../middleware/context.ts'
import type { Operation } from '../operation.ts'
import { profileChanges } from './change-schemas.ts'
import { ownProfile, presentOwnProfile } from './schemas.ts'

export const updateProfileRoute = new Hono<AppEnv>().on(
  ['PUT', 'PATCH'],
  '/users/profile',
  onReplica,
  authenticate,
  body(profileChanges),
  async (c) => {
    const changes = c.req.valid('json')
    const profile = await updateProfile(c.get('ctx'), changes)
    return c.json({ data: presentOwnProfile(profile) }, 200)
  },
)

export const updateProfileOperation: Operation = {
  id: { PUT: 'updateProfile', PATCH: 'patchProfile' },
  tag: 'Profile',
  summary: "Update the caller's profile",
  description:
    'Changes the fields that the body has and leaves the others; null and an empty text clear a field, all but the ' +
    'name, which they leave. On `invalid_request` nothing has changed, and `errors` names each field that is wrong.',
  status: 200,
  response: { data: ownProfile },
}

import { Hono } from 'hono/tiny'
import { removeAvatar } from '../../../domain/operations/profile/remove-avatar.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import type { Operation } from '../operation.ts'
import { ownProfile, presentOwnProfile } from './schemas.ts'

export const removeAvatarRoute = new Hono<AppEnv>().delete(
  '/users/profile/avatar',
  onReplica,
  authenticate,
  async (c) => {
    const profile = await removeAvatar(c.get('ctx'))
    return c.json({ data: presentOwnProfile(profile) }, 200)
  },
)

export const removeAvatarOperation: Operation = {
  id: 'removeAvatar',
  tag: 'Profile',
  summary: "Remove the caller's picture",
  description:
    'Clears `avatarUrl`, and deletes the picture if it was uploaded. It succeeds where there is none, too. Who has seen ' +
    'the picture may keep it.',
  status: 200,
  response: { data: ownProfile },
  problems: ['avatars_not_configured'],
}

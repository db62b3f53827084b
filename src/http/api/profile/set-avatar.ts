import { Hono } from 'hono/tiny'
import { setAvatar } from '../../../domain/operations/profile/set-avatar.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onReplica } from '../../middleware/context.ts'
import { pictureBody } from '../../middleware/picture-body.ts'
import type { Operation } from '../operation.ts'
import { ownProfile, presentOwnProfile } from './schemas.ts'

export const setAvatarRoute = new Hono<AppEnv>().put(
  '/users/profile/avatar',
  onReplica,
  authenticate,
  pictureBody,
  async (c) => {
    const length = c.req.header('content-length')
    const profile = await setAvatar(c.get('ctx'), { body: c.req.raw.body, length: length ? Number(length) : undefined })
    return c.json({ data: presentOwnProfile(profile) }, 200)
  },
)

export const setAvatarOperation: Operation = {
  id: 'setAvatar',
  tag: 'Profile',
  summary: "Change the caller's picture",
  description:
    'The body is a JPEG, PNG or WebP picture of at most 8 MiB, which replaces the one before; where squares are made of ' +
    'pictures, AVIF may be taken, too. `avatarUrl` of the profile then is where everybody finds it, and with `?size=96` ' +
    'behind it, the small square. On `picture_refused` nothing has changed: the bytes are no such picture.',
  status: 200,
  response: { data: ownProfile },
  problems: ['avatars_not_configured'],
}

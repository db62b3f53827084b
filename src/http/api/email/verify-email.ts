import { Hono } from 'hono/tiny'
import { verifyEmail } from '../../../domain/operations/email/verify-email.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import { data, operation } from '../operation.ts'
import { ownProfile, presentOwnProfile } from '../profile/schemas.ts'
import { emailConfirmation } from './schemas.ts'

export const verifyEmailRoute = new Hono<AppEnv>().post(
  '/users/email/verify',
  operation({
    id: 'verifyEmail',
    tag: 'Account',
    summary: "Confirm the caller's address, or the new one, with the code that was mailed there",
    status: 200,
    answer: data(ownProfile),
    problems: ['code_invalid', 'email_taken'],
  }),
  authenticate,
  body(emailConfirmation),
  async (c) => {
    const { code } = c.req.valid('json')
    const profile = await verifyEmail(c.get('ctx'), code)
    return c.json({ data: presentOwnProfile(profile) }, 200)
  },
)

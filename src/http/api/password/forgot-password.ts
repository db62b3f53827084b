import { Hono } from 'hono/tiny'
import { forgotPassword } from '../../../domain/operations/password/forgot-password.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import { omitBookmark } from '../../middleware/context.ts'
import { codeSent, presentCodeSent } from '../email/schemas.ts'
import { data, operation } from '../operation.ts'
import { resetRequest } from './schemas.ts'

export const forgotPasswordRoute = new Hono<AppEnv>().post(
  '/users/password/forgot',
  operation({
    id: 'forgotPassword',
    tag: 'Account',
    summary: 'Mail a code that sets a new password, if somebody has the address',
    status: 202,
    answer: data(codeSent),
    problems: ['mail_not_configured', 'rate_limited'],
  }),
  omitBookmark,
  body(resetRequest),
  async (c) => {
    const { email } = c.req.valid('json')
    await forgotPassword(c.get('ctx'), email)
    return c.json({ data: presentCodeSent() }, 202)
  },
)

import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../context.ts'
import { requestReset } from '../../domain/password/request-reset.ts'
import { body } from '../../middleware/body.ts'
import { omitBookmark, onPrimary } from '../../middleware/context.ts'
import { codeSent, presentCodeSent, resetRequest } from '../../schemas/account.ts'
import { data, operation } from '../operation.ts'

export const requestResetRoute = new Hono<AppEnv>().post(
  '/users/password/forgot',
  operation({
    id: 'forgotPassword',
    tag: 'Account',
    summary: 'Mail a code that sets a new password, if somebody has the address',
    status: 202,
    answer: data(codeSent),
    problems: ['mail_not_configured', 'rate_limited'],
  }),
  onPrimary,
  omitBookmark,
  body(resetRequest),
  async (c) => {
    const { email } = c.req.valid('json')
    await requestReset(c.get('ctx'), email)
    return c.json({ data: presentCodeSent() }, 202)
  },
)

import { Hono } from 'hono/tiny'
import { changeEmail } from '../../../domain/operations/email/change-email.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import { data, operation } from '../operation.ts'
import { codeSent, emailChange, presentCodeSent } from './schemas.ts'

export const changeEmailRoute = new Hono<AppEnv>().put(
  '/users/email',
  operation({
    id: 'changeEmail',
    tag: 'Account',
    summary: 'Mail a code to the address that the caller wants to move to',
    status: 202,
    answer: data(codeSent),
    problems: ['invalid_credentials', 'mail_not_configured'],
  }),
  authenticate,
  body(emailChange),
  async (c) => {
    const input = c.req.valid('json')
    await changeEmail(c.get('ctx'), input)
    return c.json({ data: presentCodeSent() }, 202)
  },
)

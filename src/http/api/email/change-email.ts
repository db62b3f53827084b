import { Hono } from 'hono/tiny'
import { changeEmail } from '../../../domain/operations/email/change-email.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { codeSent, emailChange, presentCodeSent } from './schemas.ts'

export const changeEmailRoute = new Hono<AppEnv>().put('/users/email', authenticate, body(emailChange), async (c) => {
  const input = c.req.valid('json')
  await changeEmail(c.get('ctx'), input)
  return c.json({ data: presentCodeSent() }, 202)
})

export const changeEmailOperation: Operation = {
  id: 'changeEmail',
  tag: 'Email',
  summary: "Change the caller's email address",
  description:
    'Needs the password, and of who has a second factor that they have given it within ten minutes. Sends an email with a code to the new ' +
    'email address: nothing changes until that code is given to verify it. On `invalid_credentials`, the password is wrong.',
  status: 202,
  response: { data: codeSent },
  problems: ['invalid_credentials', 'recent_second_factor_required', 'upgrade_required', 'mail_not_configured'],
}

import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../../domain/context.ts'
import { sendEmailVerification } from '../../../domain/operations/email/send-email-verification.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { onPrimary } from '../../middleware/context.ts'
import { codeSent, presentCodeSent } from '../account/schemas.ts'
import { data, operation } from '../operation.ts'

export const sendEmailVerificationRoute = new Hono<AppEnv>().post(
  '/users/email/verification',
  operation({
    id: 'sendEmailVerification',
    tag: 'Account',
    summary: 'Mail the caller a code that confirms their address',
    status: 202,
    answer: data(codeSent),
    problems: ['email_already_verified', 'mail_not_configured'],
  }),
  onPrimary,
  authenticate,
  async (c) => {
    await sendEmailVerification(c.get('ctx'))
    return c.json({ data: presentCodeSent() }, 202)
  },
)

import { Hono } from 'hono/tiny'
import { sendEmailVerification } from '../../../domain/operations/email/send-email-verification.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import { data, operation } from '../operation.ts'
import { codeSent, presentCodeSent } from './schemas.ts'

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
  authenticate,
  async (c) => {
    await sendEmailVerification(c.get('ctx'))
    return c.json({ data: presentCodeSent() }, 202)
  },
)

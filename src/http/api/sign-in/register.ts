import { Hono } from 'hono/tiny'
import { register } from '../../../domain/operations/sign-in/register.ts'
import type { AppEnv } from '../../app-env.ts'
import { body } from '../../middleware/body.ts'
import type { Operation } from '../operation.ts'
import { presentSignedIn, registration, signedIn } from './schemas.ts'

export const registerRoute = new Hono<AppEnv>().post('/users/register', body(registration), async (c) => {
  const input = c.req.valid('json')
  const outcome = await register(c.get('ctx'), input)
  return c.json({ data: presentSignedIn(outcome) }, 201)
})

export const registerOperation: Operation = {
  id: 'register',
  tag: 'Sign-in',
  summary: 'Register',
  description:
    'Creates an account and logs it in: the response has the profile and the tokens of its first session. Where ' +
    'the service can send email, a code that verifies the email address is on its way; it may be withheld while very ' +
    'many register, so offer to send another. On `email_taken`, offer to log in or to reset the password.',
  status: 201,
  response: { data: signedIn },
  problems: ['email_taken', 'password_common', 'password_leaked', 'rate_limited'],
  hooks: ['beforeRegister', 'tokenClaims'],
}

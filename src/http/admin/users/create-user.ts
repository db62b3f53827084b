import { Hono } from 'hono/tiny'
import { createUser } from '../../../domain/operations/users/create-user.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { body } from '../../middleware/body.ts'
import { newUserInput } from './inputs.ts'
import { adminUser, presentAdminUser } from './schemas.ts'

export const createUserRoute = new Hono<AppEnv>().post(
  '/admin/users',
  authenticateOperator,
  body(newUserInput),
  async (c) => {
    const user = await createUser(c.get('ctx'), c.req.valid('json'))
    return c.json({ data: presentAdminUser(user) }, 201)
  },
)

export const createUserOperation: Operation = {
  id: 'createUser',
  tag: 'Admin',
  summary: 'Create a user',
  description:
    'Creates a user, who is not signed in. With `invite` they get an email with a link and a code by which they ' +
    'choose their password, which work for three days; without it, and without a password, they come in with a ' +
    'code from an email, or with a provider. The other emails of a registration are not sent.',
  status: 201,
  response: { data: adminUser },
  problems: ['email_taken', 'password_common', 'password_leaked', 'mail_not_configured'],
  hooks: ['beforeRegister'],
}

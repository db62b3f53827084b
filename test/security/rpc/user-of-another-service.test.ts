import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { requireUser, type UsersBinding, type UserVariables } from '../../../client/worker/index.ts'
import { newPerson } from '../../support/person.ts'
import { usersFor } from '../../support/rpc.ts'

// A Worker is bound to two services, one for customers and one for staff. A customer calls what is for staff, where both are
// asked for: a middleware for all paths, and another for some of them.

interface Env {
  CUSTOMERS: Pick<UsersBinding, 'verify'>
  STAFF: Pick<UsersBinding, 'verify'>
}

const env: Env = {
  CUSTOMERS: { verify: (token) => usersFor({}).verify(token) },
  STAFF: { verify: (token) => usersFor({}, { TOKEN_AUDIENCE: 'staff' }).verify(token) },
}

it.each([undefined, '60s'])('the user of one service is nobody at another, with stale %s', async (stale) => {
  const options = stale === undefined ? {} : { stale }
  const app = new Hono<{ Bindings: Env; Variables: UserVariables }>()
  app.use(requireUser(({ CUSTOMERS }: Env) => CUSTOMERS, options))
  app.get('/orders', (c) => c.text('in'))
  app.get(
    '/salaries',
    requireUser(({ STAFF }: Env) => STAFF, options),
    (c) => c.text('in'),
  )
  const { token } = await newPerson()
  const statusOf = async (path: string) =>
    (await app.request(path, { headers: { 'x-access-token': token } }, env)).status
  expect([await statusOf('/orders'), await statusOf('/salaries')]).toEqual([200, 401])
  expect([await statusOf('/orders'), await statusOf('/salaries')]).toEqual([200, 401])
})

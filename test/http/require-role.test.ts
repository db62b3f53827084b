import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { AppEnv } from '../../src/http/app-env.ts'
import { authenticate } from '../../src/http/middleware/authenticate.ts'
import { provideContext } from '../../src/http/middleware/context.ts'
import { answerError } from '../../src/http/middleware/failures.ts'
import { requireRole } from '../../src/http/middleware/require-role.ts'
import { onDemand } from '../../src/on-demand.ts'
import { newEnrolledPerson } from '../support/enrolled.ts'
import { ORIGIN } from '../support/origin.ts'
import { rolesOf, setRoles } from '../support/roles.ts'
import { disableUser } from '../support/rows.ts'
import { call } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

/** A route of somebody's own. */
const own = new Hono<AppEnv>()
  .use(provideContext(onDemand))
  .get('/articles', authenticate, requireRole('editor'), (c) => c.json({ data: c.get('ctx').caller.userId }))
  .onError(answerError)

async function articles(token?: string) {
  const context = createExecutionContext()
  const headers = token === undefined ? {} : { 'x-access-token': token }
  const response = await own.fetch(new Request(`${ORIGIN}/articles`, { headers }), env, context)
  await waitOnExecutionContext(context)
  const { data, code } = await response.json<{ data?: string; code?: string }>()
  return { status: response.status, data, code, fresh: response.headers.get('x-access-token') }
}

describe('requireRole', () => {
  it('lets on who has the role, by what the database says, and corrects their token', async () => {
    const { _id, token } = await registerUser()
    expect(await articles(token)).toMatchObject({ status: 403, code: 'role_required', fresh: null })
    await setRoles(_id, ['reader', 'editor'])
    const answer = await articles(token)
    expect(answer).toMatchObject({ status: 200, data: _id })
    expect(rolesOf(answer.fresh)).toEqual(['reader', 'editor'])
  })

  it('refuses who has it no more, whatever their token says', async () => {
    const { _id, email } = await registerUser()
    await setRoles(_id, ['editor'])
    const { token } = (await call('/users/login', { body: { email, password: PASSWORD } })).body.data
    expect(rolesOf(token)).toEqual(['editor'])
    for (const roles of [null, [], ['editors'], ['edit', 'or'], ['EDITOR']]) {
      await setRoles(_id, roles)
      expect((await articles(token)).code).toBe('role_required')
    }
  })

  it('checks the session and the account as every route does', async () => {
    const { _id, token } = await registerUser()
    await setRoles(_id, ['editor'])
    expect(await articles()).toMatchObject({ status: 401, code: 'token_missing' })
    await disableUser(_id)
    expect((await articles(token)).code).toBe('account_disabled')
    await env.DB.prepare('UPDATE users SET disabled_at = NULL').run()
    await call('/users/logout', { method: 'POST', token })
    expect((await articles(token)).code).toBe('session_ended')
  })

  it('refuses a session that owes a second factor', async () => {
    const person = await newEnrolledPerson()
    await setRoles(person._id, ['editor'])
    await env.DB.prepare('UPDATE sessions SET second_factor_due = 1').run()
    expect((await articles(person.token)).code).toBe('second_factor_required')
  })
})

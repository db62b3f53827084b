import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { authenticate, onReplica, readAsCaller, requireRole } from '../../../src/extension-kit/index.ts'
import type { AppEnv } from '../../../src/http/app-env.ts'
import { provideContext } from '../../../src/http/middleware/context.ts'
import { answerError } from '../../../src/http/middleware/failures.ts'
import { secureHeaders } from '../../../src/http/middleware/secure-headers.ts'
import { onDemand } from '../../../src/on-demand.ts'
import { countingD1 } from '../../support/d1.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { ORIGIN } from '../../support/origin.ts'
import { setRoles } from '../../support/roles.ts'
import { disableUser } from '../../support/rows.ts'
import { call, NO_LIMITS } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// A thief calls a route of a team's own that asks the database nothing, with a token whose signature is good for days.

const own = new Hono<AppEnv>()
  .use(secureHeaders)
  .use(provideContext(onDemand))
  .get('/weather', authenticate, (c) =>
    c.json({ data: c.get('ctx').caller.userId }, 200, { 'x-secret': 'sunny', 'cache-control': 'max-age=60' }),
  )
  .get('/replica', onReplica, authenticate, (c) => c.json({ data: c.get('ctx').caller.userId }))
  .get('/file', authenticate, (c) => c.redirect('https://files.example.com/signed'))
  .get('/reading', authenticate, async (c) => c.json({ data: await readAsCaller(c.get('ctx'), {}) }))
  .get('/editors', authenticate, requireRole('editor'), (c) => c.json({ data: 'in' }))
  .onError(answerError)

const { DB, trips } = countingD1()

async function get(path: string, token: string) {
  const context = createExecutionContext()
  const before = trips()
  const request = new Request(ORIGIN + path, { headers: { 'x-access-token': token } })
  const response = await own.fetch(request, Object.assign({}, env, NO_LIMITS, { DB }), context)
  await waitOnExecutionContext(context)
  const text = await response.text()
  return { status: response.status, text, headers: response.headers, trips: trips() - before }
}

const PATHS = ['/weather', '/replica', '/file']

describe('a route of a team that looks at no session', () => {
  it.each(PATHS)('gives nothing to a session that has ended: %s', async (path) => {
    const { _id, token } = await registerUser()
    expect((await get(path, token)).status).toBeLessThan(400)
    await call('/users/logout', { method: 'POST', token })
    const { status, text, headers } = await get(path, token)
    expect([status, JSON.parse(text).code]).toEqual([401, 'session_ended'])
    expect(text).not.toContain(_id)
    expect([headers.get('x-secret'), headers.get('location')]).toEqual([null, null])
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['no-store', 'nosniff'])
  })

  it.each(PATHS)('gives nothing to a user who is disabled: %s', async (path) => {
    const { _id, token } = await registerUser()
    await disableUser(_id)
    expect(JSON.parse((await get(path, token)).text).code).toBe('account_disabled')
  })

  it.each(PATHS)('gives nothing to a session that owes a second factor: %s', async (path) => {
    const { token } = await newEnrolledPerson()
    await env.DB.prepare('UPDATE sessions SET second_factor_due = 1').run()
    expect(JSON.parse((await get(path, token)).text).code).toBe('second_factor_required')
  })
})

it('a route may say its own headers', async () => {
  const { token } = await registerUser()
  const { headers } = await get('/weather', token)
  expect([headers.get('x-secret'), headers.get('cache-control')]).toEqual(['sunny', 'max-age=60'])
})

it('a route whose statements have looked, or whose role was asked for, pays nothing more', async () => {
  const { _id, token } = await registerUser()
  expect((await get('/weather', token)).trips).toBe(1)
  expect((await get('/reading', token)).trips).toBe(1)
  expect(await get('/editors', token)).toMatchObject({ status: 403, trips: 1 })
  await setRoles(_id, ['editor'])
  expect(await get('/editors', token)).toMatchObject({ status: 200, trips: 1 })
})

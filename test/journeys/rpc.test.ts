import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWorker } from '../../scripts/support/bundle.ts'
import { newDevSecrets } from '../../scripts/support/dev-secrets.ts'
import { bundleCaller, serveBeside } from '../../scripts/support/serve-beside.ts'
import { type RunningService, startBeside, startService } from './support/wrangler-dev.ts'

const CALLER = join(import.meta.dirname, 'support/calling-worker.ts')
const PASSWORD = 'correct horse battery staple'

let running: Awaited<ReturnType<typeof serveBeside>>
let built: string

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'latchkey-rpc-'))
  const settings = { ...(await newDevSecrets()), PASSWORD_ITERATIONS: '20000' }
  running = await serveBeside(await buildWorker(built), settings, {
    code: await bundleCaller(CALLER),
    users: { USERS: { name: 'billing', scopes: ['read', 'write'] }, NAMELESS: {} },
  })
})

afterAll(async () => {
  await running?.miniflare.dispose()
  if (built) await rm(built, { recursive: true })
})

async function register(email: string, origin = running.service) {
  const response = await fetch(`${origin}/users/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Robin', email, password: PASSWORD }),
  })
  const { data } = (await response.json()) as { data: { _id: string; token: string } }
  return data
}

async function get(path: string, token?: string, origin = running.caller) {
  const response = await fetch(origin + path, { headers: token ? { 'x-access-token': token } : {} })
  return { status: response.status, headers: response.headers, body: (await response.json()) as any }
}

async function rpc(method: string, args: unknown[], { binding = 'USERS', unusual = '', origin = running.caller } = {}) {
  const url = `${origin}/rpc/${binding}/${encodeURIComponent(method)}?unusual=${unusual}`
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(args) })
  return (await response.json()) as any
}

describe('two Workers in one workerd', () => {
  it('know each other’s users', async () => {
    const { _id, token } = await register('robin@example.com')
    expect(await get('/me', token)).toMatchObject({ status: 200, body: { data: { userId: _id, roles: [], level: 1 } } })
    expect((await rpc('getUser', [_id])).returned.data).toMatchObject({ _id, email: 'robin@example.com' })
    expect((await rpc('getUsers', [[_id, 'nobody']])).returned.data).toHaveLength(1)
    expect((await rpc('findByEmail', ['robin@example.com'])).returned.data._id).toBe(_id)
  })

  it('see at the next call that a role was given, a session has ended, and a user is disabled', async () => {
    const { _id, token } = await register('dave@example.com')
    expect((await get('/editors', token)).body).toMatchObject({ status: 403, code: 'role_required' })
    await rpc('setRoles', [_id, ['editor']])
    expect((await get('/editors', token)).body).toEqual({ data: ['editor'] })
    await rpc('endSessions', [_id])
    expect((await get('/me', token)).body).toMatchObject({ status: 401, code: 'session_ended' })
    const other = await register('erin@example.com')
    await rpc('disable', [other._id, { reason: 'Sends spam' }])
    expect((await get('/me', other.token)).body.code).toBe('session_ended')
    expect((await rpc('enable', [other._id])).returned.data.disabledAt).toBeNull()
  })

  it('may let a token in for as long as they say, and not longer', async () => {
    const { _id, token } = await register('frank@example.com')
    expect((await get('/stale', token)).status).toBe(200)
    await rpc('endSessions', [_id])
    expect((await get('/me', token)).status).toBe(401)
    expect((await get('/stale', token)).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    expect((await get('/stale', token)).status).toBe(401)
  })

  it('send problems as the service does', async () => {
    for (const token of [undefined, 'x']) {
      const headers: Record<string, string> = token ? { 'x-access-token': token } : {}
      const own = await fetch(`${running.service}/users/profile`, { headers })
      const { requestId: _, ...expected } = (await own.json()) as any
      const { status, headers: sent, body } = await get('/me', token)
      expect([status, body]).toEqual([own.status, expect.objectContaining(expected)])
      for (const name of ['content-type', 'cache-control', 'www-authenticate'])
        expect([name, sent.get(name)]).toEqual([name, own.headers.get(name)])
    }
  })

  it('are refused by codes, whatever crosses', async () => {
    const invalid = { problem: { code: 'invalid_request', status: 400 } }
    for (const unusual of ['function', 'date', 'map', 'bytes', 'stream', 'huge', 'many', 'nothing']) {
      for (const method of ['verify', 'getUser', 'getUsers', 'findByEmail', 'endSessions']) {
        if (method === 'getUsers' && unusual === 'nothing') continue
        expect([unusual, method, await rpc(method, [], { unusual })]).toMatchObject([
          unusual,
          method,
          { returned: invalid },
        ])
      }
    }
    expect((await rpc('getUser', ['x'], { binding: 'NAMELESS' })).returned.problem.code).toBe('worker_unnamed')
    expect((await rpc('issueLinkFor', ['x', 'verify_email'])).returned.problem.code).toBe('scope_missing')
  })

  it('have nothing but the methods', async () => {
    for (const name of ['env', 'ctx', '#call', 'call', 'fetch', 'scheduled', 'queue', 'email', 'alarm'])
      expect([name, await rpc(name, ['http://x/'])]).toEqual([name, { threw: expect.any(String) }])
  })
})

describe('wrangler dev, with a binding to another wrangler dev', () => {
  let service: RunningService
  let caller: RunningService

  beforeAll(async () => {
    service = await startService({ PASSWORD_ITERATIONS: '20000' })
    caller = await startBeside(service, {
      'caller.js': await bundleCaller(CALLER),
      'wrangler.toml': `
        name = "caller"
        main = "caller.js"
        compatibility_date = "2026-11-09"

        [[services]]
        binding = "USERS"
        service = "latchkey"
        entrypoint = "Users"
        props = { name = "billing", scopes = ["read", "write"] }`,
    })
  })
  afterAll(async () => {
    await caller?.stop()
    await service?.stop()
  })

  it('verifies tokens, and sees at the next call that a session has ended', async () => {
    const { _id, token } = await register('robin@example.com', service.url)
    expect(await get('/me', token, caller.url)).toMatchObject({ status: 200, body: { data: { userId: _id } } })
    expect((await rpc('setRoles', [_id, ['editor']], { origin: caller.url })).returned.data.roles).toEqual(['editor'])
    expect((await get('/editors', token, caller.url)).status).toBe(200)
    await rpc('endSessions', [_id], { origin: caller.url })
    expect((await get('/me', token, caller.url)).body.code).toBe('session_ended')
    expect(service.output()).toContain('"route":"Users.endSessions","worker":"billing"')
    expect(service.output()).not.toContain(token)
  })
})

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient } from '../../client/test/support/built-client.ts'
import { forgedTokens } from '../journeys/support/forged-tokens.ts'
import { type Issuer, startIssuer } from '../journeys/support/issuer.ts'

const MINUTES_MS = 60_000
const COOLDOWN_MS = 30_000 // before which a server asks for no keys again
const READY = /http:\/\/localhost:(\d+)/

const run = promisify(execFile)

// Next is as large as all other packages together.
describe('a server with Next', () => {
  let app: string
  let issuer: Issuer
  let foreign: Issuer
  let next: ChildProcess | undefined
  let url: string

  beforeAll(async () => {
    issuer = await startIssuer()
    foreign = await startIssuer()
    app = await mkdtemp(join(tmpdir(), 'latchkey-next-'))
    await cp(join(import.meta.dirname, '../frameworks/next'), app, {
      recursive: true,
      filter: (path) => !/[/\\](node_modules|\.next)$/.test(path),
    })
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: app })
    const built = await buildClient()
    await cp(built, join(app, 'node_modules/latchkey'), { recursive: true })
    await rm(built, { recursive: true })
    await runNext('build')
    const started = await startNext()
    next = started.process
    url = started.url
  }, 10 * MINUTES_MS)

  afterAll(async () => {
    if (next?.exitCode === null) {
      const ended = new Promise((resolve) => next?.once('exit', resolve))
      next.kill()
      await ended
    }
    await Promise.all([issuer?.stop(), foreign?.stop()])
    if (app) await rm(app, { recursive: true, force: true, maxRetries: 5 })
  })

  const environment = () => ({
    ...process.env,
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
    ISSUER: issuer.url,
  })
  const bin = () => join(app, 'node_modules/next/dist/bin/next')
  const runNext = (command: string) => run(process.execPath, [bin(), command], { cwd: app, env: environment() })

  async function startNext(): Promise<{ process: ChildProcess; url: string }> {
    const child = spawn(process.execPath, [bin(), 'start', '--port', '0'], { cwd: app, env: environment() })
    let output = ''
    const found = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        output += chunk
        const [match] = READY.exec(output) ?? []
        if (match) resolve(match)
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('exit', () => reject(new Error(`next did not start: ${output}`)))
    })
    return { process: child, url: found }
  }

  const send = (path: string, token?: string, method = 'GET') =>
    fetch(`${url}${path}`, { method, headers: token ? { authorization: `Bearer ${token}` } : {} })

  it('accepts a token, and knows whose it is', async () => {
    const response = await send('/me', await issuer.accessToken({ roles: ['editor'] }))
    expect(await response.json()).toEqual({ userId: 'robin', sessionId: 'a-session', roles: ['editor'] })
  })

  it('refuses a request without a token', async () => {
    const response = await send('/me')
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'token_missing' })
  })

  it('refuses every token that is wrong', async () => {
    for (const [what, token] of await forgedTokens(issuer, foreign)) {
      const response = await send('/me', token)
      const code = expect.stringMatching(what === 'expired' ? /^token_expired$/ : /^(token_invalid|unavailable)$/)
      expect([401, 503], what).toContain(response.status)
      expect(await response.json(), what).toMatchObject({ code })
    }
  })

  it('asks for a role, and gives the handler what Next gives', async () => {
    const editor = await issuer.accessToken({ roles: ['editor'] })
    const removed = await send('/articles/7', editor, 'DELETE')
    expect(await removed.json()).toEqual({ deleted: '7', from: '/articles/7', by: 'robin' })
    expect((await send('/articles/7', await issuer.accessToken(), 'DELETE')).status).toBe(403)
  })

  it('survives a rotated key, and takes tokens of both', { timeout: 2 * MINUTES_MS }, async () => {
    const old = await issuer.accessToken()
    expect((await send('/me', old)).status).toBe(200)
    await issuer.rotate()
    await wait(COOLDOWN_MS)
    expect((await send('/me', await issuer.accessToken())).status).toBe(200)
    expect((await send('/me', old)).status).toBe(200)
  })
})

import { execFile, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientOf } from './support/client.ts'
import { type RunningService, startService } from './support/wrangler-dev.ts'

const PROJECT = join(import.meta.dirname, '../..')
const PASSWORD = 'correct horse battery staple'

let service: RunningService
let call: Client

beforeAll(async () => {
  service = await startService()
  call = clientOf(service.url)
})

afterAll(() => service?.stop())

const register = async (name: string, email: string) =>
  (await call('/users/register', { body: { name, email, password: PASSWORD } })).body.data

describe.skipIf(spawnSync('curl', ['--version']).error)('the walk-through of README.md', async () => {
  const steps = stepsOf(await readFile(join(PROJECT, 'README.md'), 'utf8'))

  it('prints what it says there', async () => {
    const outputs = await runInShell(steps.map(({ command }) => command))
    expect(steps.length).toBeGreaterThan(5)
    steps.forEach(({ command, output }, index) => {
      expect(masked(outputs[index] ?? ''), command).toBe(masked(output))
    })
  })
})

describe('a new user, over real HTTP', () => {
  it('is refused their own profile as long as they are a guest', async () => {
    const reading = await call('/users/profile')
    const writing = await call('/users/profile', { method: 'PUT', body: { name: 'Mallory' } })
    for (const { status, headers, body } of [reading, writing]) {
      expect(status).toBe(401)
      expect(headers.get('www-authenticate')).toBe('Bearer')
      expect(body).toMatchObject({ status: 401, code: 'token_missing' })
    }
  })

  it("cannot write another's profile", async () => {
    const victim = await register('Alice', 'alice@example.com')
    const attacker = await register('Mallory', 'mallory@example.com')
    const before = await call('/users/profile', { token: victim.token })

    const body = { _id: victim._id, userId: victim._id, email: victim.email, name: 'Hacked' }
    const write = { method: 'PUT', token: attacker.token, body }
    const own = await call(`/users/profile?_id=${victim._id}&userId=${victim._id}`, write)
    expect(own.body.data).toMatchObject({ _id: attacker._id, email: attacker.email, name: 'Hacked' })
    expect((await call(`/users/profile/public/${victim._id}`, write)).status).toBe(405)
    expect((await call(`/users/profile/${victim._id}`, write)).status).toBe(404)

    expect((await call('/users/profile', { token: victim.token })).body).toEqual(before.body)
  })

  it('ends their session with all its tokens by logging out, and no other session', async () => {
    const first = await register('Carol', 'carol@example.com')
    const second = (await call('/users/login', { body: { email: first.email, password: PASSWORD } })).body.data

    expect((await call('/users/logout', { method: 'POST', token: first.token })).status).toBe(204)

    const access = await call('/users/profile', { token: first.token })
    expect([access.status, access.body.code]).toEqual([401, 'session_ended'])
    const refresh = await call('/users/token/refresh', { body: { refreshToken: first.refreshToken } })
    expect(refresh.status).toBe(401)
    expect((await call('/users/profile', { token: second.token })).status).toBe(200)
  })
})

describe('an independent JWT library', () => {
  it('finds the keys by discovery and accepts our access token', async () => {
    const { _id, token } = await register('Dave', 'dave@example.com')
    const { issuer, jwks_uri: jwksUri } = (await call('/.well-known/openid-configuration')).body
    expect(issuer).toBe(service.url)

    const keys = createRemoteJWKSet(new URL(jwksUri))
    const { payload } = await jwtVerify(token, keys, { issuer, audience: 'latchkey', typ: 'at+jwt' })
    expect(payload).toMatchObject({ sub: _id, sid: expect.any(String) })
  })
})

/** The commands of the walk-through, each with the output that is shown below it. */
function stepsOf(readme: string): { command: string; output: string }[] {
  const walkthrough = /^## Walk-through\n(.*?)^## /ms.exec(readme)?.[1] ?? ''
  const blocks = [...walkthrough.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = '']) => block)
  return blocks.flatMap((block) =>
    block.split(/^\$ /m).flatMap((step) => {
      const [, command = '', output = ''] = /^((?:.*\\\n)*.*)\n([\s\S]*)$/.exec(step) ?? []
      return command ? { command, output } : []
    }),
  )
}

/** Runs commands one after another in one shell, for this service instead of the one of `npm run dev`. */
async function runInShell(commands: string[]): Promise<string[]> {
  const separator = '=== next ==='
  const script = commands.join(`\necho; echo '${separator}'\n`)
  const adapted = script
    .replaceAll('http://localhost:3001', service.url)
    .replaceAll('/tmp/login.json', join(service.directory, 'login.json'))
  const { stdout } = await promisify(execFile)('bash', ['-c', adapted], { cwd: service.directory })
  return stdout.replaceAll(service.url, 'http://localhost:3001').split(separator)
}

/** Without what differs each time: ids, tokens, times and codes. */
const masked = (output: string): string =>
  output
    .trim()
    .replaceAll(/"(_id|token|refreshToken|requestId|createdAt|updatedAt)":"[^"]+"/g, '"$1":"…"')
    .replaceAll(/user=[\w-]+&token=[\w-]+/g, 'user=…&token=…')
    .replaceAll(/^\d{6}$/gm, '…')

import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientOf } from './support/client.ts'
import { address, type RunningDev, startDev } from './support/npm-dev.ts'

let dev: RunningDev
let call: Client
/** Where the stand-ins are, as the greeting says. */
let standIns: string

beforeAll(async () => {
  dev = await startDev(['--stand-in-providers=0'])
  call = clientOf(dev.url)
  standIns = /stand-ins: (\S+)/.exec(dev.greeting)?.[1] ?? ''
})

afterAll(() => dev?.stop())

const idToken = async (provider: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  (await fetch(`${standIns}/${provider}`, { method: 'POST', body: new URLSearchParams(fields), headers })).text()

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('npm run dev -- --stand-in-providers', () => {
  it.each(['apple', 'google'])('signs in whom the stand-in for %s names, and knows them again', async (provider) => {
    const email = `robin@${provider}.example`
    const signIn = async (nonce: string, name: Record<string, string> = {}) => {
      const token = await idToken(provider, { email, name: 'Robin', nonce: sha256(nonce) })
      return call(`/users/login/${provider}`, { body: { idToken: token, nonce, ...name } })
    }
    const first = await signIn('a nonce', provider === 'apple' ? { name: 'Robin' } : {}) // Apple tells the app alone
    expect([first.status, first.body.data]).toEqual([
      200,
      expect.objectContaining({ email, emailVerified: true, name: 'Robin' }),
    ])
    const second = await signIn('another nonce')
    expect(second.body.data._id).toBe(first.body.data._id)
  })

  it('refuses what production would: the nonce of another sign-in, and the token of the other provider', async () => {
    const token = await idToken('google', { email: 'robin@google.example', nonce: sha256('a nonce') })
    for (const [provider, nonce] of [
      ['google', 'another nonce'],
      ['apple', 'a nonce'],
    ] as const) {
      const { status, body } = await call(`/users/login/${provider}`, { body: { idToken: token, nonce } })
      expect([status, body.code]).toEqual([401, 'id_token_invalid'])
    }
  })

  it('greets with the ways in that are on, and with the settings of the others', () => {
    expect(dev.greeting).toContain('Ways in: password, Apple, Google.')
    expect(dev.greeting).toMatch(/^Off until a setting of wrangler\.toml says otherwise: guests \(GUESTS\), /m)
  })

  it('has a page where a person signs in', async () => {
    const page = await (await fetch(standIns)).text()
    expect(page).toMatch(/action="\/google"[\s\S]*name="email"[\s\S]*action="\/apple"/)
  })

  it('lets an app in a browser of this machine ask for tokens, and no other web site', async () => {
    const allowed = async (origin: string) =>
      (await fetch(standIns, { headers: { origin } })).headers.get('access-control-allow-origin')
    expect(await allowed('http://localhost:8081')).toBe('http://localhost:8081')
    expect(await allowed('https://attacker.example')).toBeNull()
    expect(await statusOf('127.0.0.1', 'attacker.example')).toBe(421) // DNS rebinding
    expect(await statusOf('127.0.0.1', '10.0.2.2:3002')).toBe(200) // Android's emulator
  })

  it.skipIf(!address)('has stand-ins for this machine only', async () => {
    await expect(statusOf(String(address), 'localhost')).rejects.toThrow('ECONNREFUSED')
  })
})

/** The status of a GET of the stand-ins' page at this IP address, by a client that names this host. */
const statusOf = (ip: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: ip, port: new URL(standIns).port, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject).end()
  })

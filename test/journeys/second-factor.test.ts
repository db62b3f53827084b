import { decodeBase32IgnorePadding } from '@oslojs/encoding'
import { generateHOTP } from '@oslojs/otp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningDev, startDev } from './support/npm-dev.ts'

let dev: RunningDev

beforeAll(async () => {
  dev = await startDev(['--var', 'FACTORS:on'])
})
afterAll(() => dev.stop())

const CREDENTIALS = { email: 'syamlal@example.com', password: 'correct horse battery' }

async function post(path: string, body: object, token?: string) {
  const response = await fetch(`${dev.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { 'x-access-token': token }) },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  return { status: response.status, body: answer as Record<string, any> } // of this service, in these tests
}

const codeOf = (secret: string, steps: number) =>
  generateHOTP(decodeBase32IgnorePadding(secret), BigInt(Math.floor(Date.now() / 30_000) + steps), 6)

it('a user of npm run dev adds an authenticator app, logs in with it, loses the phone and comes in all the same', async () => {
  const { token } = (await post('/users/register', { name: 'Syamlal', ...CREDENTIALS })).body.data
  const { factorId, secret } = (await post('/users/factors/totp', {}, token)).body.data
  const confirmed = await post('/users/factors/totp/confirm', { factorId, code: codeOf(secret, 0) }, token)
  expect(confirmed.body).toMatchObject({ data: { recoveryCodes: expect.any(Array) } })

  const login = async () => (await post('/users/login', CREDENTIALS)).body
  const asked = await login()
  expect(asked.code).toBe('second_factor_required')
  const answered = await post('/users/login/second-factor', { challenge: asked.challenge, code: codeOf(secret, 1) })
  expect(answered).toMatchObject({ status: 200, body: { data: { email: CREDENTIALS.email } } })

  const { challenge } = await login()
  const [recoveryCode] = confirmed.body.data.recoveryCodes
  expect((await post('/users/login/second-factor', { challenge, recoveryCode })).status).toBe(200)
})

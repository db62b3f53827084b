import { describe, expect, it } from 'vitest'
import { expectLogs, loggedText } from '../support/logs.ts'
import { openReceiver, WEBHOOK_SECRET, WEBHOOK_URL } from '../support/receiver.ts'
import { serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

const VALID = { WEBHOOK_URLS: WEBHOOK_URL, WEBHOOK_SECRET }

const wrong = [
  { name: 'WEBHOOK_SECRET', value: undefined },
  { name: 'WEBHOOK_SECRET', value: '' },
  { name: 'WEBHOOK_SECRET', value: 'whsec_' },
  { name: 'WEBHOOK_SECRET', value: 'secret' },
  { name: 'WEBHOOK_SECRET', value: `whsec_${btoa('only 23 bytes, a few....')}`.slice(0, -4) },
  { name: 'WEBHOOK_SECRET', value: `whsec_${btoa('x'.repeat(65))}` },
  { name: 'WEBHOOK_SECRET', value: `whsec_${btoa('x'.repeat(31))}`.replace(/=+$/, '') },
  { name: 'WEBHOOK_SECRET', value: [1, 2, 3].map(() => WEBHOOK_SECRET).join(' ') },
  { name: 'WEBHOOK_URLS', value: 'hooks.example.com' },
  { name: 'WEBHOOK_URLS', value: 'http://hooks.example.com/' },
  { name: 'WEBHOOK_URLS', value: 'ftp://hooks.example.com/' },
  { name: 'WEBHOOK_URLS', value: 'https://user:password@hooks.example.com/' },
  { name: 'WEBHOOK_URLS', value: 'https://hooks.example.com/#top' },
  { name: 'WEBHOOK_URLS', value: `${WEBHOOK_URL},${WEBHOOK_URL}` },
  { name: 'WEBHOOK_TYPES', value: 'users.' },
  { name: 'WEBHOOK_RESOLVER', value: 'http://resolver.example.com/' },
  { name: 'WEBHOOK_RESOLVER', value: 'https://user:password@resolver.example.com/' },
]

describe('a wrong setting is named to every call, and its value is not', () => {
  it.each(wrong)('$name = $value', async ({ name, value }) => {
    expectLogs('misconfigured')
    const { status, body } = await serviceWith({ ...VALID, [name]: value })('/users/profile')
    expect(status).toBe(500)
    expect(body).toMatchObject({ code: 'misconfigured', errors: [{ path: name }] })
    if (value && value.length > 7) expect(JSON.stringify(body) + loggedText()).not.toContain(value)
  })
})

it('nothing is read of these settings where there are neither webhooks nor a queue', async () => {
  const service = serviceWith({ WEBHOOK_SECRET: 'secret', WEBHOOK_TYPES: 'users.' })
  expect((await service('/users/profile')).body.code).toBe('token_missing')
})

describe('two secrets', () => {
  it.each(['old', 'new'])('content a receiver who has the %s one', async (which) => {
    const old = `whsec_${btoa('the secret that was before this one')}`
    const receiver = openReceiver({ secret: which === 'old' ? old : WEBHOOK_SECRET })
    await registerUser({}, serviceWith({ ...VALID, WEBHOOK_SECRET: `${WEBHOOK_SECRET} ${old}` }))
    expect(receiver.types()).toEqual(['user.created', 'session.created'])
    expect(receiver.taken[0]?.headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/)
  })
})

it('http is for this machine alone', async () => {
  const url = 'http://localhost:4000/hooks'
  const receiver = openReceiver({ url })
  await registerUser({}, serviceWith(receiver.settings))
  expect(receiver.types()).toEqual(['user.created', 'session.created'])
})

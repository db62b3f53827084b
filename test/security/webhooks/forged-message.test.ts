import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, it } from 'vitest'
import { openReceiver, type Received, WEBHOOK_SECRET } from '../../support/receiver.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Whoever knows the URL of a receiver can send it anything. What is ours is known by its signature.

const webhook = new Webhook(WEBHOOK_SECRET)
let message: Received

beforeEach(async () => {
  const receiver = openReceiver()
  await registerUser({}, serviceWith(receiver.settings))
  const [first] = receiver.taken
  if (!first) throw new Error('nothing was sent')
  message = first
})

describe('a receiver that verifies', () => {
  it('takes what we have sent', () => {
    expect(webhook.verify(message.body, message.headers)).toMatchObject({ type: 'user.created' })
  })

  it.each([
    { what: 'another body', change: (body: string) => body.replace('user.created', 'user.deleted'), headers: {} },
    { what: 'another id', headers: { 'webhook-id': 'msg_other' } },
    { what: 'another time', headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 1) } },
    { what: 'an old message', headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 301) } },
    { what: 'no signature', headers: { 'webhook-signature': '' } },
  ])('refuses $what', ({ change = (body: string) => body, headers }) => {
    expect(() => webhook.verify(change(message.body), { ...message.headers, ...headers })).toThrow()
  })

  it('refuses what another secret has signed', () => {
    const forged = new Webhook(`whsec_${btoa('the secret of somebody else: 32 b')}`)
    const signature = forged.sign(message.id, new Date(), message.body)
    const headers = { ...message.headers, 'webhook-signature': signature }
    expect(() => webhook.verify(message.body, headers)).toThrow()
  })
})

import { env, exports } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SentMail } from '../support/mailbox.ts'
import { ORIGIN } from '../support/origin.ts'
import { newPerson, resetCodeOf } from '../support/person.ts'
import { google } from '../support/providers.ts'
import { verifyEmail } from '../support/rows.ts'
import type { Call } from '../support/service.ts'
import { PASSWORD } from '../support/users.ts'

const NEW_PASSWORD = 'another horse battery staple'
const OWNER = 'owner@example.com'

interface Example extends Call {
  path: string
  body: object
}

/** Changes of which the owner gets an email, in calls that sign tokens afterwards; and what the email says. */
const EXAMPLES: Record<string, { subject: string; prepare: () => Promise<Example> }> = {
  'a registration': {
    subject: 'Confirm your email address',
    prepare: async () => ({ path: '/users/register', body: { name: 'Robin', email: OWNER, password: PASSWORD } }),
  },
  'a change of the password': {
    subject: 'Your password was changed',
    prepare: async () => {
      const { _id, token } = await newPerson({ email: OWNER })
      await verifyEmail(_id)
      const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
      return { path: '/users/password', method: 'PUT', token, body }
    },
  },
  'a new password by mail': {
    subject: 'Your password was changed',
    prepare: async () => {
      const code = await resetCodeOf(await newPerson({ email: OWNER }))
      return { path: '/users/password/reset', body: { email: OWNER, code, password: NEW_PASSWORD } }
    },
  },
  'a sign-in on a new device': {
    subject: 'New sign-in to your account',
    prepare: async () => {
      const { _id } = await newPerson({ email: OWNER })
      await verifyEmail(_id)
      return { path: '/users/login', body: { email: OWNER, password: PASSWORD, deviceName: 'another' } }
    },
  },
  'a link by the address at a provider': {
    subject: 'Google was linked to your account',
    prepare: async () => {
      const { _id } = await newPerson({ email: OWNER })
      await verifyEmail(_id)
      return { path: '/users/login/google', body: { idToken: await google.idToken({ email: OWNER }) } }
    },
  },
}

const sign = crypto.subtle.sign

/** Sends a call as over the network, and hangs up when the first token is signed: the change is made by then. */
async function hangUp({ path, method = 'POST', token, body }: Example): Promise<void> {
  const client = new AbortController()
  vi.spyOn(crypto.subtle, 'sign').mockImplementation(async (algorithm, key, data) => {
    if (key.algorithm.name === 'HMAC') return sign.call(crypto.subtle, algorithm, key, data)
    client.abort()
    await scheduler.wait(20) // until the request is cancelled
    return sign.call(crypto.subtle, algorithm, key, data)
  })
  const headers = { 'content-type': 'application/json', ...(token && { 'x-access-token': token }) }
  const init = { method, headers, body: JSON.stringify(body), signal: client.signal }
  await expect(exports.default.fetch(ORIGIN + path, init)).rejects.toThrow('abort')
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a client that hangs up while its tokens are signed', () => {
  it.each(Object.entries(EXAMPLES))('does not lose the email of %s', async (_, { subject, prepare }) => {
    const example = await prepare()
    const mails: SentMail[] = []
    vi.spyOn(env.EMAIL as unknown as { send(mail: SentMail): Promise<object> }, 'send').mockImplementation(
      async (mail) => {
        mails.push(mail)
        return { messageId: 'one' }
      },
    )
    await hangUp(example)
    await vi.waitFor(() => expect(mails).toMatchObject([{ to: OWNER, subject: `Latchkey: ${subject}` }]))
  })
})

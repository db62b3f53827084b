import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import worker from '../../src/index.ts'
import { expectLogs, logged, loggedText } from '../support/logs.ts'
import { codeIn, type SentMail } from '../support/mailbox.ts'
import { ORIGIN } from '../support/origin.ts'
import { newPerson } from '../support/person.ts'
import { userRow, userRows } from '../support/rows.ts'
import { type Call, call, serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser, type SignedIn } from '../support/users.ts'

const NEW = 'new@example.com'

afterEach(() => {
  vi.unstubAllGlobals()
})

const WITHOUT_SENDER: [string, Record<string, unknown>][] = [
  ['no MAIL_FROM', { MAIL_FROM: '' }],
  ['no MAIL_FROM, but a key for Resend', { MAIL_FROM: undefined, RESEND_API_KEY: 're_key' }],
  ['neither a binding nor a key', { EMAIL: undefined }],
]

describe.each(WITHOUT_SENDER)('with %s', (_, settings) => {
  const service = serviceWith(settings)
  const notConfigured = { status: 501, body: { title: 'Not Implemented', code: 'mail_not_configured' } }

  it('registering, logging in and changing the password work', async () => {
    const { email, token } = await registerUser({}, service)
    expect((await service('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
    const body = { currentPassword: PASSWORD, newPassword: 'another horse battery staple' }
    expect((await service('/users/password', { method: 'PUT', token, body })).status).toBe(200)
  })

  it('a call that needs mail says so, and changes nothing', async () => {
    const { _id, email, token } = await registerUser({}, service)
    const before = await userRow(_id)
    const calls: [string, Call][] = [
      ['/users/email/verification', { method: 'POST', token }],
      ['/users/email', { method: 'PUT', token, body: { email: NEW, password: PASSWORD } }],
      ['/users/password/forgot', { body: { email } }],
      ['/users/password/forgot', { body: { email: 'nobody@example.com' } }],
    ]
    for (const [path, example] of calls) expect(await service(path, example)).toMatchObject(notConfigured)
    expect(await userRow(_id)).toEqual(before)
  })
})

/** Every call that sends mail, and what it answers. */
const SENDING: [string, number, (user: SignedIn) => [string, Call]][] = [
  ['a registration', 201, () => ['/users/register', { body: { name: 'Robin', email: NEW, password: PASSWORD } }]],
  ['a forgotten password', 202, ({ email }) => ['/users/password/forgot', { body: { email } }]],
  ['a verification', 202, ({ token }) => ['/users/email/verification', { method: 'POST', token }]],
  [
    'a change of the address',
    202,
    ({ token }) => ['/users/email', { method: 'PUT', token, body: { email: NEW, password: PASSWORD } }],
  ],
]

/** Somebody who may ask for any code at once. */
async function userWithoutCodes(): Promise<SignedIn> {
  const user = await registerUser()
  await env.DB.prepare('DELETE FROM codes').run()
  return user
}

const failure = (message: string, code?: unknown) =>
  Object.assign(new Error(message), code === undefined ? {} : { code })

const BROKEN: [string, () => unknown, string | undefined][] = [
  [
    'rejects with a code',
    async () => Promise.reject(failure('sender', 'E_SENDER_NOT_VERIFIED')),
    'E_SENDER_NOT_VERIFIED',
  ],
  [
    'throws at once',
    () => {
      throw failure('down', 'E_DOWN')
    },
    'E_DOWN',
  ],
  ['rejects without a code', async () => Promise.reject(failure('it did not work')), undefined],
  [
    'rejects with a code that is text of others',
    async () => Promise.reject(failure('', 'no such user\r\n')),
    undefined,
  ],
  ['rejects with what is no error', async () => Promise.reject('a text'), undefined],
]

describe.each(SENDING)('%s with a sender', (_, status, example) => {
  it.each(BROKEN)('that %s answers as ever, and the failure is logged by its code', async (_, send, code) => {
    expectLogs('deferred_failed')
    const user = await userWithoutCodes()
    const [path, request] = example(user)
    const sent: SentMail[] = []
    const answer = await serviceWith({
      EMAIL: {
        send: (mail: SentMail) => {
          sent.push(mail)
          return send()
        },
      },
    })(path, request)
    expect(answer.status).toBe(status)
    if (status === 202) expect(answer.body).toEqual({ data: { expiresIn: 600 } })
    expect(sent.length).toBeGreaterThan(0)
    const failures = logged('deferred_failed')
    expect(failures).toHaveLength(sent.length)
    for (const line of failures) {
      expect(line.level).toBe('error')
      expect(line.code).toBe(code)
      expect(line.requestId).toBe(answer.headers.get('x-request-id'))
    }
    for (const mail of sent) {
      for (const secret of [mail.to, codeIn(mail) ?? mail.to, 'no such user', 'it did not work', 'a text']) {
        expect(loggedText()).not.toContain(secret)
      }
    }
  })

  it('that hangs answers at once, and is given up on after a while', async () => {
    expectLogs('deferred_failed')
    const user = await userWithoutCodes()
    const [path, { method, token, body }] = example(user)
    const elapse = holdTimers()
    const EMAIL = { send: () => new Promise(() => {}) }
    const bindings = Object.assign({}, env, { EMAIL, LIMIT_MAIL_TOTAL: undefined }) // which all tests together may use up
    const request = new Request<unknown, IncomingRequestCfProperties>(ORIGIN + path, {
      method: method ?? 'POST',
      headers: { 'content-type': 'application/json', ...(token && { 'x-access-token': token }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const context = createExecutionContext()
    const response = await worker.fetch(request, bindings, context)
    expect(response.status).toBe(status)
    expect(logged('deferred_failed')).toEqual([])
    const longest = await elapse()
    expect(longest).toBeGreaterThan(0)
    expect(longest).toBeLessThan(30_000) // what work after a response may take
    await waitOnExecutionContext(context)
    expect(logged('deferred_failed').map(({ code }) => code)).toContain('timeout')
  })
})

/**
 * Holds every wait of a second and more until `elapse`, which waits for the first to begin and answers the longest in
 * milliseconds.
 */
function holdTimers(): () => Promise<number> {
  const real = scheduler
  const held: { milliseconds: number; resolve: () => void }[] = []
  vi.stubGlobal('scheduler', {
    wait: (milliseconds: number) => {
      if (milliseconds < 1_000) return real.wait(milliseconds)
      return new Promise<void>((resolve) => held.push({ milliseconds, resolve }))
    },
  })
  return async () => {
    await vi.waitUntil(() => held.length > 0)
    for (const { resolve } of held) resolve()
    return Math.max(0, ...held.map(({ milliseconds }) => milliseconds))
  }
}

describe('Resend', () => {
  /** Takes the place of its API, and keeps what it is asked. */
  function stubResend(respond: () => Response | Promise<Response>) {
    const requests: Request[] = []
    vi.stubGlobal('fetch', async (input: RequestInfo, init?: RequestInit) => {
      requests.push(new Request(input, init))
      return respond()
    })
    return requests
  }

  const neverUsed = { send: () => Promise.reject(new Error('the binding was used')) }
  const settings = { RESEND_API_KEY: 're_secret', EMAIL: neverUsed, APP_NAME: 'Bob\\"s "Climbers"' }
  const ROBIN = { name: 'Robin', email: 'robin@example.com', password: PASSWORD }

  it('is chosen by its key, also where there is a binding, and is given the whole mail', async () => {
    const requests = stubResend(() => Response.json({ id: '1' }))
    expect((await serviceWith(settings)('/users/register', { body: ROBIN })).status).toBe(201)
    expect(requests).toHaveLength(1)
    const [request] = requests
    expect([request?.method, request?.url]).toEqual(['POST', 'https://api.resend.com/emails'])
    expect(request?.headers.get('authorization')).toBe('Bearer re_secret')
    expect(request?.headers.get('content-type')).toBe('application/json')
    const mail = await request?.json<any>()
    expect(mail).toEqual({
      from: '"Bob\\\\\\"s \\"Climbers\\"" <no-reply@example.com>',
      to: ['robin@example.com'],
      subject: 'Bob\\"s "Climbers": Confirm your email address',
      text: expect.stringMatching(/^\d{6}$/m),
      html: expect.stringContaining('<!doctype html>'),
    })
  })

  it('is not asked when there is no key', async () => {
    const requests = stubResend(() => Response.json({}))
    await newPerson({ settings: { RESEND_API_KEY: ' ' } })
    expect(requests).toEqual([])
  })

  it.each([401, 403, 422, 429, 500, 503])(
    'that answers %i changes no answer, and is logged by its status',
    async (code) => {
      expectLogs('deferred_failed')
      stubResend(() => Response.json({ message: 'robin@example.com is not verified' }, { status: code }))
      expect((await serviceWith(settings)('/users/register', { body: ROBIN })).status).toBe(201)
      expect(logged('deferred_failed')).toMatchObject([{ level: 'error', code: `resend_${code}` }])
      for (const secret of ['robin@example.com', 're_secret']) expect(loggedText()).not.toContain(secret)
      expect(await userRows()).toHaveLength(1)
    },
  )

  it('that cannot be reached changes no answer, and is logged', async () => {
    expectLogs('deferred_failed')
    stubResend(() => Promise.reject(new TypeError('fetch failed: robin@example.com')))
    expect((await serviceWith(settings)('/users/register', { body: ROBIN })).status).toBe(201)
    expect(logged('deferred_failed')).toMatchObject([{ level: 'error', error: 'TypeError' }])
    expect(loggedText()).not.toContain('robin@example.com')
  })
})

describe('a mail that was not sent', () => {
  it('can be asked for again after a minute, and the first code is no longer needed', async () => {
    expectLogs('deferred_failed')
    const down = serviceWith({ EMAIL: { send: () => Promise.reject(failure('down')) } })
    const { email } = await registerUser({}, down)
    const { mailbox, service } = await newPerson({ email: 'other@example.com' })
    await service('/users/password/forgot', { body: { email } })
    const body = { email, code: mailbox.lastCode(email), password: PASSWORD }
    expect((await call('/users/password/reset', { body })).status).toBe(200)
  })
})

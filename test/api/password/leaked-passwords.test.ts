import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { expectLogs, logged, loggedText } from '../../support/logs.ts'
import { newPerson, resetCodeOf } from '../../support/person.ts'
import { countSlices } from '../../support/production-limits.ts'
import { userRows } from '../../support/rows.ts'
import { type Answer, call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const ON = { PWNED_PASSWORDS: 'on' }

// With its SHA-1. It is no common password, which would be refused without a question.
const LEAKED = 'leaked in a breach'
const PREFIX = '00814'
const SUFFIX = 'D3FBD8681167DF0EDAABEE1E9F2CDFBF773'

/** An answer as the service gives it: CRLF between lines, the last of them padding, which counts zero. */
const range = (...lines: string[]) =>
  [
    '003D68EB55068C33ACE09247EE4C639306B:3',
    '012C192B2F16F82EA0EB9EF18D9D539B0DD:1',
    ...lines,
    'FFF983A91443AE72BD98E59ADAB93B31974:2',
    '00E2F3A3A3B6E15AFB5D25E0EFAF9C6F53A:0',
  ].join('\r\n')

let fetches: MockInstance<typeof fetch>
const answerWith = (respond: (signal: AbortSignal | undefined) => Response | Promise<Response>) =>
  fetches.mockImplementation(async (_, init) => respond(init?.signal ?? undefined))

beforeEach(() => {
  fetches = vi.spyOn(globalThis, 'fetch')
  answerWith(() => new Response(range(`${SUFFIX}:10434004`)))
})

afterEach(() => {
  vi.restoreAllMocks()
})

const register = (password: string, settings: Record<string, unknown> = ON): Promise<Answer> =>
  serviceWith(settings)('/users/register', { body: { name: 'Robin', email: 'robin@example.com', password } })

function expectLeaked({ status, body }: Answer): void {
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'password_leaked' })
}

describe('a leaked password', () => {
  it('makes no account, and costs no hash and no round trip', async () => {
    const { DB, trips } = countingD1()
    const slices = await countSlices(async () => expectLeaked(await register(LEAKED, { ...ON, DB })))
    expect({ slices, trips: trips() }).toEqual({ slices: 0, trips: 0 })
    expect(await userRows()).toEqual([])
  })

  it('does not become a new password', async () => {
    const { email, token } = await registerUser()
    const body = { currentPassword: PASSWORD, newPassword: LEAKED }
    expectLeaked(await serviceWith(ON)('/users/password', { method: 'PUT', token, body }))
    expect((await call('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
  })

  it('is no failed guess at the password that was sent with it', async () => {
    const { token } = await registerUser()
    const body = { currentPassword: PASSWORD, newPassword: LEAKED }
    for (let attempt = 1; attempt <= 11; attempt++) {
      expectLeaked(await serviceWith(ON)('/users/password', { method: 'PUT', token, body }))
    }
  })

  it('does not spend the code that it was sent with', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    const reset = (password: string) =>
      serviceWith(ON)('/users/password/reset', { body: { email: person.email, code, password } })
    for (let attempt = 1; attempt <= 6; attempt++) expectLeaked(await reset(LEAKED)) // a code has five attempts
    expect((await reset('another horse battery staple')).status).toBe(200)
  })

  it('is known however it is composed: what is hashed is what is stored', async () => {
    expectLeaked(await register('ｌｅａｋｅｄ in a breach'))
  })

  it('still signs in a user who had it before', async () => {
    const { email } = (await register(LEAKED, {})).body.data
    fetches.mockClear()
    expect((await serviceWith(ON)('/users/login', { body: { email, password: LEAKED } })).status).toBe(200)
    expect(fetches).not.toHaveBeenCalled()
  })
})

describe('a password that is not leaked', () => {
  it('is taken', async () => {
    expect((await register('correct horse battery')).status).toBe(201)
    expect(fetches).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['a padding line has its suffix', range(`${SUFFIX}:0`)],
    ['a suffix begins like it', range(`${SUFFIX.slice(0, -1)}:7`)],
    ['its prefix comes as a suffix', range(`${PREFIX}${SUFFIX}:7`)],
    ['nothing is known', ''],
    ['there is no count', range(SUFFIX)],
    ['it is no range', '<!doctype html><title>Maintenance</title>'],
  ])('is taken when %s', async (_, body) => {
    answerWith(() => new Response(body))
    expect((await register(LEAKED)).status).toBe(201)
  })
})

describe('the question to Have I Been Pwned', () => {
  it('holds five characters of the hash and asks for padding, and nothing else leaves', async () => {
    await register(LEAKED)
    const [[url, init = {}] = []] = fetches.mock.calls
    expect(url).toBe(`https://api.pwnedpasswords.com/range/${PREFIX}`)
    const { signal, ...rest } = init
    expect(rest).toEqual({ headers: { 'add-padding': 'true' } })
    expect(signal).toBeInstanceOf(AbortSignal)
    expect(fetches).toHaveBeenCalledTimes(1)
  })

  it('is not asked unless it is switched on', async () => {
    expect(env.PWNED_PASSWORDS).toBe('off')
    expect((await register(LEAKED, {})).status).toBe(201)
    expect(fetches).not.toHaveBeenCalled()
  })

  it('is not asked about a password that is refused anyway, nor by a guest', async () => {
    const service = serviceWith(ON)
    expect((await register('short')).status).toBe(400)
    const body = { currentPassword: 'not the right one', newPassword: LEAKED }
    expect((await service('/users/password', { method: 'PUT', body })).status).toBe(401)
    const { token } = await registerUser()
    expect((await service('/users/password', { method: 'PUT', token, body })).status).toBe(401)
    expect(fetches).not.toHaveBeenCalled()
  })
})

/** Fails as a fetch does whose signal ends it. */
const untilAborted = (signal: AbortSignal | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))

describe('Have I Been Pwned, when it does not answer', () => {
  it.each<[string, (signal: AbortSignal | undefined) => Response | Promise<Response>]>([
    ['is down', () => Promise.reject(new Error(`connect to range/${PREFIX} failed`))],
    ['answers 500', () => new Response('Internal Server Error', { status: 500 })],
    ['answers 429', () => new Response(`${SUFFIX}:9`, { status: 429 })],
    ['answers 503 with a range', () => new Response(range(`${SUFFIX}:9`), { status: 503 })],
    ['does not answer at all', untilAborted],
    [
      'stops in the middle of its answer',
      (signal) => {
        const start = (controller: ReadableStreamDefaultController) => {
          controller.enqueue(new TextEncoder().encode('003D68EB55068C33ACE09247EE4C639306B:3\r\n'))
          untilAborted(signal).catch((error: unknown) => controller.error(error))
        }
        return new Response(new ReadableStream({ start }))
      },
    ],
  ])('keeps nobody from registering, nor waiting for long, and it is logged: %s', async (_, respond) => {
    expectLogs('pwned_passwords_failed')
    answerWith(respond)
    const start = Date.now()
    const { status, headers } = await register(LEAKED)
    expect(status).toBe(201)
    expect(Date.now() - start).toBeLessThan(5_000) // a second, on a slow machine
    expect(logged('pwned_passwords_failed')).toEqual([
      expect.objectContaining({ level: 'error', requestId: headers.get('x-request-id'), error: expect.any(String) }),
    ])
    expect(loggedText()).not.toMatch(new RegExp(`${LEAKED}"|${PREFIX}|${SUFFIX}`, 'i'))
  })

  it('keeps nobody from a new password', async () => {
    expectLogs('pwned_passwords_failed')
    answerWith(() => new Response('', { status: 500 }))
    const { token } = await registerUser()
    const body = { currentPassword: PASSWORD, newPassword: LEAKED }
    expect((await serviceWith(ON)('/users/password', { method: 'PUT', token, body })).status).toBe(200)
  })
})

describe('PWNED_PASSWORDS', () => {
  it.each(['', 'yes', 'ON', 'true', undefined])('is refused as a setting: %j', async (value) => {
    expectLogs('misconfigured')
    const { status, body } = await register(LEAKED, { PWNED_PASSWORDS: value })
    expect(status).toBe(500)
    expect(body.errors).toEqual([{ path: 'PWNED_PASSWORDS', message: 'must be on or off' }])
  })
})

import { exports } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ORIGIN } from '../support/origin.ts'
import { newPerson, resetCodeOf } from '../support/person.ts'
import { type Call, call } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'
import { readState, type State } from './state.ts'

const NEW_PASSWORD = 'another horse battery staple'

interface Example extends Call {
  path: string
  method: string
  body: object
}

/** Calls that take long enough for a client to hang up in the middle: they hash a password. */
const EXAMPLES: Record<string, () => Promise<Example>> = {
  'a login': async () => {
    const { email } = await registerUser()
    return { path: '/users/login', method: 'POST', body: { email, password: PASSWORD } }
  },
  'a registration': async () => ({
    path: '/users/register',
    method: 'POST',
    body: { name: 'Robin', email: 'robin@example.com', password: PASSWORD },
  }),
  'a change of the password': async () => {
    const { token } = await registerUser()
    return {
      path: '/users/password',
      method: 'PUT',
      token,
      body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    }
  },
  'a new password by mail': async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    return {
      path: '/users/password/reset',
      method: 'POST',
      body: { email: person.email, code, password: NEW_PASSWORD },
    }
  },
  'the deletion of an account': async () => {
    const { token } = await registerUser()
    return { path: '/users/account', method: 'DELETE', token, body: { password: PASSWORD } }
  },
}

const deriveBits = crypto.subtle.deriveBits

/** PBKDF2 calls of a request that was hung up: those that began, and those that ended. */
interface Slices {
  begun: number
  ended: number
}

/** Sends a call as over the network, and hangs up in the middle of its n-th PBKDF2 call. */
async function hangUp({ path, method, token, body }: Example, inSlice: number): Promise<Slices> {
  const client = new AbortController()
  const slices = { begun: 0, ended: 0 }
  vi.spyOn(crypto.subtle, 'deriveBits').mockImplementation(async (algorithm, key, length) => {
    slices.begun++
    if (slices.begun === inSlice) {
      client.abort()
      await scheduler.wait(20) // until the request is cancelled
    }
    const bits = await deriveBits(algorithm, key, length)
    slices.ended++
    return bits
  })
  const headers = { 'content-type': 'application/json', ...(token && { 'x-access-token': token }) }
  const init = { method, headers, body: JSON.stringify(body), signal: client.signal }
  await expect(exports.default.fetch(ORIGIN + path, init)).rejects.toThrow('abort')
  vi.restoreAllMocks()
  return slices
}

/** Without the count of sign-ins, which is made before the password is compared. */
function accounts({ login_attempts: _, ...state }: State): State {
  return state
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a client that hangs up in the middle of', () => {
  describe.each(Object.entries(EXAMPLES))('%s', (_, prepare) => {
    it.each([1, 2])('leaves nothing half-written, and the next call succeeds: slice %i', async (slice) => {
      const example = await prepare()
      const before = await readState()
      expect(await hangUp(example, slice)).toEqual({ begun: slice, ended: slice - 1 })
      await scheduler.wait(50) // whatever went on would have written by now
      expect(accounts(await readState())).toEqual(accounts(before))
      expect((await call(example.path, example)).status).toBeLessThan(300)
    })

    it('makes nobody wait, although the call never ends', async () => {
      const example = await prepare()
      for (let time = 0; time < 5; time++) await hangUp(example, 1 + (time % 2))
      const other = await registerUser({ email: 'other@example.com' })
      const login = { body: { email: other.email, password: PASSWORD } }
      const answers = await Promise.all(Array.from({ length: 3 }, () => call('/users/login', login)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      expect((await call(example.path, example)).status).toBeLessThan(300)
    })
  })

  it('a login is counted as one that failed, until the next one is right', async () => {
    const example = await EXAMPLES['a login']?.()
    if (!example) throw new Error('no example')
    for (let time = 0; time < 9; time++) await hangUp(example, 1)
    expect((await readState()).login_attempts).toMatchObject([{ attempts: 9 }])
    expect((await call(example.path, example)).status).toBe(200)
    expect((await readState()).login_attempts).toEqual([])
  })
})

import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, MINUTE, SECOND, stopClock } from '../../support/clock.ts'
import { countingD1 } from '../../support/d1.ts'
import { countSlices } from '../../support/production-limits.ts'
import { sessionRows } from '../../support/rows.ts'
import { type Answer, call, type Service, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const EMAIL = 'syamlal@example.com'

const login = (password: string, service: Service = call, headers: Record<string, string> = {}, email = EMAIL) =>
  service('/users/login', { headers, body: { email, password } })

const guess = (service?: Service, headers?: Record<string, string>) => login('not the right one', service, headers)

const wrong = { status: 401, body: { code: 'invalid_credentials' } }

/** Guesses so often, one after another. */
async function guessTimes(times: number): Promise<void> {
  for (let attempt = 1; attempt <= times; attempt++) expect(await guess()).toMatchObject(wrong)
}

function expectBlocked({ status, headers, body }: Answer, retryAfterSeconds: number): void {
  expect({ status, code: body.code }).toEqual({ status: 429, code: 'rate_limited' })
  expect(headers.get('retry-after')).toBe(String(retryAfterSeconds))
}

/** PBKDF2 calls of one comparison. */
async function slicesOfOne(): Promise<number> {
  const slices = await countSlices(() => login('whatever', call, {}, 'somebody.else@example.com'))
  expect(slices).toBeGreaterThan(0)
  return slices
}

describe('guessing the password of one account', () => {
  it('has ten guesses, the right password after them is not even compared', async () => {
    await registerUser()
    const slices = await slicesOfOne()
    expect(await countSlices(() => guessTimes(10))).toBe(10 * slices)
    expect(await countSlices(async () => expectBlocked(await login(PASSWORD), 60))).toBe(0)
    expect(await sessionRows()).toHaveLength(1)
  })

  it('has ten guesses, however many are made at once', async () => {
    await registerUser()
    const slices = await slicesOfOne()
    const answers: Answer[] = []
    const spent = await countSlices(async () => {
      answers.push(...(await Promise.all(Array.from({ length: 50 }, () => guess()))))
    })
    expect(Object.groupBy(answers, ({ status }) => status)[401]).toHaveLength(10)
    expect(Object.groupBy(answers, ({ status }) => status)[429]).toHaveLength(40)
    expect(spent).toBe(10 * slices)
  })

  it('has ten guesses, from however many places', async () => {
    await registerUser()
    const service = serviceWith({ LIMIT_PASSWORD: env.LIMIT_PASSWORD, LIMIT_GENERAL: env.LIMIT_GENERAL })
    const places = Array.from({ length: 30 }, (_, place) => ({ 'cf-connecting-ip': `198.51.${place}.1` }))
    const answers = await Promise.all(places.map((headers) => guess(service, headers)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
  })

  it.each(['SYAMLAL@EXAMPLE.COM', '  syamlal@example.com ', 'ｓyamlal@example.com'])(
    'has ten guesses, however the email is written: %s',
    async (email) => {
      stopClock()
      await registerUser()
      await guessTimes(10)
      expectBlocked(await login(PASSWORD, call, {}, email), 60)
    },
  )

  it('waits 1, 2, 4, 8, 10 and then always 10 minutes for the next guess, to the millisecond', async () => {
    stopClock()
    await registerUser()
    await guessTimes(10)
    for (const minutes of [1, 2, 4, 8, 10, 10, 10]) {
      expectBlocked(await guess(), minutes * 60)
      advance(minutes * MINUTE - 1)
      expectBlocked(await login(PASSWORD), 1)
      advance(1)
      expect(await guess()).toMatchObject(wrong)
    }
  })

  it('is told to the second when to come back', async () => {
    stopClock()
    await registerUser()
    await guessTimes(10)
    advance(1.5 * SECOND)
    expectBlocked(await guess(), 59) // 58.5: a client that waits 58 would come too early
    advance(28.5 * SECOND)
    expectBlocked(await guess(), 30)
  })

  it('gains nothing and loses nothing by guessing while it has to wait', async () => {
    stopClock()
    await registerUser()
    await guessTimes(10)
    for (let second = 0; second < 59; second++) {
      advance(SECOND)
      expectBlocked(await guess(), 59 - second)
    }
    advance(SECOND)
    expect((await login(PASSWORD)).status).toBe(200)
  })

  it('has one guess when the wait is over, however many are made at once', async () => {
    stopClock()
    await registerUser()
    await guessTimes(10)
    advance(MINUTE)
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess()))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(1)
    expectBlocked(await guess(), 120)
  })

  it('does not get more guesses by asking for a code, or with codes that are wrong', async () => {
    stopClock()
    await registerUser()
    await guessTimes(10)
    await call('/users/password/forgot', { body: { email: EMAIL } })
    await call('/users/password/reset', { body: { email: EMAIL, code: '000000', password: PASSWORD } })
    expectBlocked(await guess(), 60)
  })

  it('does not get more guesses by signing in to another account in between', async () => {
    await registerUser()
    await registerUser({ email: 'mallory@example.com' })
    for (let attempt = 1; attempt <= 10; attempt++) {
      expect(await guess()).toMatchObject(wrong)
      expect((await login(PASSWORD, call, {}, 'mallory@example.com')).status).toBe(200)
    }
    expect((await guess()).status).toBe(429)
  })

  it('has ten guesses in all, at the login and on the page that deletes the account', async () => {
    await registerUser()
    await guessTimes(5)
    const guessThere = () => call('/account/delete', { body: { email: EMAIL, password: 'not the right one' } })
    for (let attempt = 1; attempt <= 5; attempt++) expect((await guessThere()).status).toBe(401)
    expect((await guessThere()).status).toBe(429)
    expect((await call('/account/delete', { body: { email: EMAIL, password: PASSWORD } })).status).toBe(429)
    expect((await login(PASSWORD)).status).toBe(429)
  })

  it('leaves other accounts alone', async () => {
    await registerUser()
    await registerUser({ email: 'other@example.com' })
    await guessTimes(10)
    expect((await login(PASSWORD, call, {}, 'other@example.com')).status).toBe(200)
  })

  it('costs one round trip as long as it is wrong, and when it is refused', async () => {
    await registerUser()
    const { DB, trips } = countingD1()
    const counted = serviceWith({ DB })
    for (let attempt = 1; attempt <= 12; attempt++) {
      await guess(counted)
      expect(trips()).toBe(attempt)
    }
  })
})

describe('the right password', () => {
  it('forgets the failures before it: ten more are compared', async () => {
    await registerUser()
    await guessTimes(9)
    expect((await login(PASSWORD)).status).toBe(200)
    await guessTimes(10)
    expect((await guess()).status).toBe(429)
  })

  it('is the tenth guess, and good', async () => {
    await registerUser()
    await guessTimes(9)
    expect((await login(PASSWORD)).status).toBe(200)
    expect((await login(PASSWORD)).status).toBe(200)
  })

  it('after a wait begins again, with the shortest wait', async () => {
    stopClock()
    await registerUser()
    await guessTimes(10)
    advance(MINUTE)
    await guessTimes(1)
    advance(2 * MINUTE)
    expect((await login(PASSWORD)).status).toBe(200)
    await guessTimes(10)
    expectBlocked(await guess(), 60)
  })

  it('is no failure on the page that deletes the account, and leaves no count behind', async () => {
    await registerUser()
    await guessTimes(9)
    const deletion = await call('/account/delete', { body: { email: EMAIL, password: PASSWORD } })
    expect(deletion.status).toBe(200)
    expect((await env.DB.prepare('SELECT * FROM login_attempts').all()).results).toEqual([])
  })

  it('costs two round trips, failures before it or not', async () => {
    await registerUser()
    for (const failures of [0, 5]) {
      await guessTimes(failures)
      const { DB, trips } = countingD1()
      expect((await login(PASSWORD, serviceWith({ DB }))).status).toBe(200)
      expect(trips()).toBe(2)
    }
  })

  it('is no failure, however often and at once it is given', async () => {
    await registerUser()
    const answers = await Promise.all(Array.from({ length: 9 }, () => login(PASSWORD)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    for (let time = 0; time < 15; time++) expect((await login(PASSWORD)).status).toBe(200)
  })
})

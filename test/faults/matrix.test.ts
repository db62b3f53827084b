import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { app } from '../../src/app.ts'
import { advance, DAY, MINUTE } from '../support/clock.ts'
import { type Fault, faultyD1 } from '../support/d1.ts'
import { everyRoute } from '../support/every-route.ts'
import { expectLogs } from '../support/logs.ts'
import { type Answer, call, serviceWith } from '../support/service.ts'
import { PASSWORD } from '../support/users.ts'
import { ALL_ERRORS, RETRIED } from './d1-errors.ts'
import { drawMatrix, type Matrix } from './matrix.ts'
import { prepareTrial, type Trial } from './trial.ts'

// Every route by every round trip to the database that it makes: before or after that is carried out the database
// fails, with each error that D1 documents, once or from then on. The last test prints what came of it.

interface Variant {
  route: string
  prepare(example: Trial['example']): Promise<void>
  /** Round trips that are made after the answer. */
  deferred?: number[]
}

/** Calls that matter besides the example of each route of the API. */
const VARIANTS: Record<string, Variant> = {
  'GET /users/profile, renewing its token': {
    route: 'GET /users/profile',
    prepare: async () => {
      advance(6 * DAY)
    },
    deferred: [2],
  },
  'POST /users/login, of an old password hash': {
    route: 'POST /users/login',
    prepare: async (example) => {
      const body = { name: 'Robin', email: 'robin@example.com', password: PASSWORD }
      await serviceWith({ PASSWORD_ITERATIONS: 10_000 })('/users/register', { body })
      example.body = body
    },
  },
  'POST /account/confirm-email': {
    route: 'POST /users/email/verify',
    prepare: async (example) => {
      const { sub } = decodeJwt(example.token ?? '')
      Object.assign(example, { path: '/account/confirm-email', body: { ...Object(example.body), user: sub } })
    },
  },
  'POST /account/forgot-password': page('/account/forgot-password', 'POST /users/password/forgot'),
  'POST /account/reset-password': page('/account/reset-password', 'POST /users/password/reset'),
  'POST /account/delete': page('/account/delete', 'POST /users/login'),
}

/** A page that takes what a route of the API takes. */
function page(path: string, route: string): Variant {
  return {
    route,
    prepare: async (example) => {
      example.path = path
    },
  }
}

const NEW_PASSWORD = 'another horse battery staple'

const login = (email: string, password: string) => call('/users/login', { body: { email, password } })

interface Sequel {
  status: number
  /** Shows that the caller has what they wanted, or how they get it. */
  proof(trial: Trial): Promise<Answer>
}

const afterAMinute: Sequel['proof'] = async (trial) => {
  advance(MINUTE)
  return (await trial.again()).answer
}

const withNewPassword: Sequel = { status: 400, proof: () => login('syamlal@example.com', NEW_PASSWORD) }

const withVerifiedEmail: Sequel = {
  status: 400,
  proof: async ({ example: { token = '' } }) => {
    const answer = await call('/users/profile', { token })
    expect(answer.body.data.emailVerified).toBe(true)
    return answer
  },
}

/** The state shows it. */
const asWished = () => call('/health')

/** What the same call is answered by those who can tell that its change was made already, and never confirmed. */
const MADE_ALREADY: Record<string, Sequel> = {
  'POST /users/register': { status: 409, proof: () => login('robin@example.com', PASSWORD) },
  'PUT /users/password': { ...withNewPassword, status: 401 },
  'POST /users/password/reset': withNewPassword,
  'POST /account/reset-password': withNewPassword,
  'POST /users/email/verification': { status: 429, proof: afterAMinute },
  'PUT /users/email': { status: 429, proof: afterAMinute },
  'POST /users/email/verify': withVerifiedEmail,
  'POST /account/confirm-email': withVerifiedEmail,
  'DELETE /users/account': { status: 401, proof: asWished },
  'POST /account/delete': { status: 401, proof: asWished },
  'DELETE /users/sessions/:sessionId': { status: 401, proof: asWished },
  'DELETE /users/identities/:provider': { status: 404, proof: asWished },
}

const rows = [...everyRoute, ...Object.keys(VARIANTS)]
const matrix: Matrix = new Map()

const TIMEOUT_MS = 120_000 // some dozens of calls, each with its database brought back
const LONGEST_BACKOFF_MS = 1_000

beforeEach(() => {
  const wait = scheduler.wait.bind(scheduler)
  vi.spyOn(scheduler, 'wait').mockImplementation((delay, options) =>
    wait(delay <= LONGEST_BACKOFF_MS ? 0 : delay, options),
  )
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a database that fails', () => {
  it.each(rows)('at any round trip: %s', { timeout: TIMEOUT_MS }, async (row) => {
    const { route = row, prepare, deferred = [] } = VARIANTS[row] ?? {}
    if (deferred.length > 0) expectLogs('deferred_failed')
    const trial = await prepareTrial(route, prepare)
    matrix.set(row, [])
    for (const faults of faultsByPoint(trial.trips)) {
      const outcomes = []
      for (const fault of faults) {
        outcomes.push(await tryFault(trial, fault, { row, isDeferred: deferred.includes(fault.trip) }))
      }
      const answered = outcomes.filter(Boolean).length
      const point = `trip ${faults[0]?.trip} ${faults[0]?.moment}`
      matrix.get(row)?.push({ point, answered, unavailable: outcomes.length - answered })
    }
  })

  it('is caught by this test if it leaves a half behind', async () => {
    const trial = await prepareTrial('POST /users/register')
    const { state } = await trial.fromBefore(withoutTransactions())
    expect(state.users).toHaveLength(2)
    expect(trial.isBefore(state) || trial.isAfter(state)).toBe(false)
  })

  it('is not asked by what has no row', async () => {
    const { DB } = faultyD1({ moment: 'before', lasting: true, message: ALL_ERRORS[0] ?? '' })
    const others = app.routes.filter(({ method, path }) => method !== 'ALL' && !rows.includes(`${method} ${path}`))
    expect(others.length).toBeGreaterThan(0)
    for (const { method, path } of others) {
      const { status } = await serviceWith({ DB })(path, { method })
      expect({ method, path, status }).not.toMatchObject({ status: 503 })
      expect(method, path).toBe('GET') // what writes has a row
    }
  })

  it('gives this matrix, of every route', async ({ annotate }) => {
    await annotate(drawMatrix(matrix), 'table')
    expect([...matrix.keys()]).toEqual(rows)
  })
})

/** For each round trip, before and after it, every fault that there may be. */
function faultsByPoint(trips: number): Fault[][] {
  const points = Array.from({ length: trips }, (_, index) => index + 1).flatMap((trip) => [
    { trip, moment: 'before' as const },
    { trip, moment: 'after' as const },
  ])
  return points.map((point) => [
    ...ALL_ERRORS.map((message) => ({ ...point, message, lasting: false })),
    ...RETRIED.slice(0, 2).map((message) => ({ ...point, message, lasting: true })), // the others are told apart nowhere
  ])
}

/** Makes the call with the fault, judges all that came of it, and tells whether it was answered in spite of it. */
async function tryFault(trial: Trial, fault: Fault, { row, isDeferred }: { row: string; isDeferred: boolean }) {
  const what = JSON.stringify(fault)
  const { answer, state, mails } = await trial.fromBefore(faultyD1(fault).DB)
  expect(trial.isBefore(state) || trial.isAfter(state), `${what} left something half-written`).toBe(true)
  if (isDeferred) {
    expect(answer.status, what).toBe(200)
    return true
  }
  const mustSucceed = isWriteOfLastTrip(trial, fault, row) && !fault.lasting && RETRIED.includes(fault.message)
  const maySucceed = RETRIED.includes(fault.message) // also if each attempt fails: the second finds what the first has made
  if (mustSucceed || (maySucceed && answer.status !== 503)) {
    await trial.expectSuccess({ answer, state, mails }, what)
    return true
  }
  expectUnavailable(answer, what)
  expect(mails, what).toBe(0)
  await tryAgain(trial, trial.isBefore(state), row, what)
  return false
}

/** A database that keeps the first statements of a batch, its guard and a write, and loses the others. */
const withoutTransactions = () =>
  new Proxy(env.DB, {
    get: (database) => (constraint: string) => {
      const session = database.withSession(constraint)
      const batch = async (statements: D1PreparedStatement[]) => {
        await session.batch(statements.slice(0, 2))
        throw new Error('D1_ERROR: D1 DB is overloaded. Too many requests queued.')
      }
      return { prepare: (sql: string) => session.prepare(sql), batch, getBookmark: () => session.getBookmark() }
    },
  })

const isWriteOfLastTrip = ({ trips }: Trial, { trip }: Fault, row: string) => trip === trips && !row.startsWith('GET ')

function expectUnavailable({ status, headers, body }: Answer, what: string): void {
  expect(status, what).toBe(503)
  expect(typeof body === 'string' ? body : body.code, what).toMatch(/^unavailable$|busy or restarting/) // a page has words
  expect(headers.get('retry-after'), what).toMatch(/^[1-9]\d*$/)
  expect(JSON.stringify(body)).not.toContain('D1')
}

/** Makes the same call to a database that is well. */
async function tryAgain(trial: Trial, wasNothingDone: boolean, row: string, what: string): Promise<void> {
  const run = await trial.again()
  if (wasNothingDone) return trial.expectSuccess(run, `${what}, again`)
  if (run.answer.status < 300) return
  const sequel = MADE_ALREADY[row]
  expect(run.answer.status, `${what}, again`).toBe(sequel?.status)
  expect(trial.isAfter(run.state), `${what}, again`).toBe(true)
  expect((await sequel?.proof(trial))?.status, `${what}, proof`).toBeLessThan(300)
}

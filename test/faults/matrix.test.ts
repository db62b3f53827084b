import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { signWith } from '../support/authenticator.ts'
import { skipBackoff } from '../support/backoff.ts'
import { advance, DAY } from '../support/clock.ts'
import { type Fault, faultyD1 } from '../support/d1.ts'
import { expectLogs } from '../support/logs.ts'
import { readAsked } from '../support/passkey-factor.ts'
import { addPasskey } from '../support/passkeys.ts'
import { everyRoute, routeOf, servedRoutes } from '../support/routes/index.ts'
import type { Again } from '../support/routes/record.ts'
import { type Answer, serviceWith } from '../support/service.ts'
import { PASSWORD } from '../support/users.ts'
import { ALL_ERRORS, RETRIED } from './d1-errors.ts'
import { drawMatrix, type Matrix } from './matrix.ts'
import { FEW_ITERATIONS, type Preparation, prepareTrial, type Trial } from './trial.ts'

// Every route by every round trip to the database that it makes: before or after that is carried out the database
// fails, with each error that D1 documents, once or from then on. The last test prints what came of it.

interface Variant {
  /** The route whose example it is made of. */
  id: string
  prepare(trial: Preparation): Promise<void>
  /** Round trips that are made after the answer. */
  deferred?: readonly number[] | undefined
  again?: Again | undefined
}

/** Calls that matter besides the example of each route of the API. */
const VARIANTS: Record<string, Variant> = {
  'GET /users/profile, renewing its token': {
    id: 'getProfile',
    prepare: async () => {
      advance(6 * DAY)
    },
    deferred: [2],
  },
  'POST /users/login, of an old password hash': {
    id: 'login',
    prepare: async ({ settings }) => {
      settings.PASSWORD_ITERATIONS = 2 * FEW_ITERATIONS
    },
  },
  'POST /users/login/second-factor, with a passkey': {
    id: 'verifySecondFactor',
    prepare: async ({ user: { token, email }, call, settings }) => {
      const service = serviceWith(settings)
      const passkey = await addPasskey(token, service)
      const asked = readAsked((await service('/users/login', { body: { email, password: PASSWORD } })).body)
      const credential = await signWith(passkey, asked.options)
      call.body = { challenge: asked.challenge, credential }
    },
  },
  'POST /account/confirm-email': {
    id: 'verifyEmail',
    prepare: async ({ user, call, mailbox }) => {
      const body = { user: user._id, token: mailbox.lastToken() }
      Object.assign(call, { path: '/account/confirm-email', body })
    },
  },
  'POST /account/forgot-password': page('/account/forgot-password', 'forgotPassword'),
  'POST /account/reset-password': page('/account/reset-password', 'resetPassword'),
  'POST /account/delete': { ...page('/account/delete', 'login'), again: routeOf('deleteAccount').again },
}

/** A page that takes what a route of the API takes. */
function page(path: string, id: string): Variant {
  return {
    id,
    prepare: async ({ call }) => {
      call.path = path
    },
  }
}

const rows: Record<string, Variant> = {
  ...Object.fromEntries(everyRoute.map(({ id, route }) => [route, { id, prepare: async () => {} }])),
  ...VARIANTS,
}
const matrix: Matrix = new Map()

const TIMEOUT_MS = 120_000 // some dozens of calls, each with its database brought back

beforeEach(skipBackoff)

describe('a database that fails', () => {
  it.each(Object.entries(rows))('at any round trip: %s', { timeout: TIMEOUT_MS }, async (row, variant) => {
    const { id, prepare } = variant
    const route = routeOf(id)
    const deferred = variant.deferred ?? route.deferred ?? []
    if (deferred.length > 0) expectLogs('deferred_failed')
    const trial = await prepareTrial(route, prepare)
    const again = variant.again ?? route.again
    matrix.set(row, [])
    for (const faults of faultsByPoint(trial.trips)) {
      const outcomes = []
      for (const fault of faults) {
        outcomes.push(
          await tryFault(trial, fault, { isDeferred: deferred.includes(fault.trip), success: route.success, again }),
        )
      }
      const answered = outcomes.filter(Boolean).length
      const point = `trip ${faults[0]?.trip} ${faults[0]?.moment}`
      matrix.get(row)?.push({ point, answered, unavailable: outcomes.length - answered })
    }
  })

  it('is caught by this test if it leaves a half behind', async () => {
    const trial = await prepareTrial(routeOf('register'))
    const { state } = await trial.fromBefore(withoutTransactions())
    expect(state.users).toHaveLength(2)
    expect(trial.isBefore(state) || trial.isAfter(state)).toBe(false)
  })

  it('is not asked by what has no row', async () => {
    const { DB } = faultyD1({ moment: 'before', lasting: true, message: ALL_ERRORS[0] ?? '' })
    const routes = [...servedRoutes, ...Object.keys(rows)]
    const others = app.routes.filter(({ method, path }) => method !== 'ALL' && !routes.includes(`${method} ${path}`))
    expect(others.length).toBeGreaterThan(0)
    for (const { method, path } of others) {
      const { status } = await serviceWith({ DB })(path, { method })
      expect({ method, path, status }).not.toMatchObject({ status: 503 })
      expect(method, path).toBe('GET') // what writes has a row
    }
  })

  it('gives this matrix, of every route', async ({ annotate }) => {
    await annotate(drawMatrix(matrix), 'table')
    expect([...matrix.keys()]).toEqual(Object.keys(rows))
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
async function tryFault(
  trial: Trial,
  fault: Fault,
  { isDeferred, success, again }: { isDeferred: boolean; success: number; again: Again | undefined },
) {
  const what = JSON.stringify(fault)
  const { DB, trips } = faultyD1(fault)
  const { answer, state, mails } = await trial.fromBefore(DB)
  expect(trial.isBefore(state) || trial.isAfter(state), `${what} left something half-written`).toBe(true)
  if (isDeferred) {
    expect(answer.status, what).toBe(success)
    return true
  }
  const mustSucceed = isWriteOfLastTrip(trial, fault) && !fault.lasting && RETRIED.includes(fault.message)
  const maySucceed = RETRIED.includes(fault.message) // also if each attempt fails: the second finds what the first has made
  if (mustSucceed || (maySucceed && answer.status !== 503)) {
    await trial.expectSuccess({ answer, state, mails }, what)
    // One attempt finds that all is made, and where something is to be answered another reads it.
    if (!fault.lasting) expect([1, 2], what).toContain(trips() - trial.trips)
    return true
  }
  expectUnavailable(answer, what)
  expect(mails, what).toBe(0)
  await tryAgain(trial, trial.isBefore(state), again, what)
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

const isWriteOfLastTrip = ({ trips, call }: Trial, { trip }: Fault) => trip === trips && call.method !== 'GET'

function expectUnavailable({ status, headers, body }: Answer, what: string): void {
  expect(status, what).toBe(503)
  expect(typeof body === 'string' ? body : body.code, what).toMatch(/^unavailable$|busy or restarting/) // a page has words
  expect(headers.get('retry-after'), what).toMatch(/^[1-9]\d*$/)
  expect(JSON.stringify(body)).not.toMatch(/D1[ _:]/)
}

/** Makes the same call to a database that is well. */
async function tryAgain(trial: Trial, wasNothingDone: boolean, again: Again | undefined, what: string): Promise<void> {
  const run = await trial.again()
  if (wasNothingDone) return trial.expectSuccess(run, `${what}, again`)
  if (run.answer.status < 300) return
  expect(run.answer.status, `${what}, again`).toBe(again?.status)
  expect(trial.isAfter(run.state), `${what}, again`).toBe(true)
  const proof = await again?.proof({ user: trial.user, repeat: async () => (await trial.again()).answer })
  expect(proof?.status, `${what}, proof`).toBeLessThan(300)
}

import { beforeEach, describe, expect, it } from 'vitest'
import type { Hooks } from '../../src/domain/hooks/hooks.ts'
import { Problem } from '../../src/model/problem.ts'
import { readState, type State, writeState } from '../faults/state.ts'
import { stopClock } from '../support/clock.ts'
import { drawTable } from '../support/draw-table.ts'
import { hurryHooks, never } from '../support/hooks.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { openMailbox } from '../support/mailbox.ts'
import { routeOf } from '../support/routes/index.ts'
import { serviceWithHooks } from '../support/service.ts'
import { afterwards, asked, type HookName, prepareTrial, type Trial } from './trials.ts'

// Every hook that hangs, throws, refuses, returns nonsense or too much, or is slow, by every operation that comes to it.
// The last test prints what came of it.

const SECRET = 'what a hook says of itself'
const LARGE = 'x'.repeat(200_000)

/** What each hook may return. */
const USUAL: Record<HookName, unknown> = {
  beforeRegister: { bio: 'Came by a hook.' },
  beforeSignIn: undefined,
  tokenClaims: { plan: 'pro' },
  beforeMail: { subject: 'Another subject' },
  sendCode: undefined,
  afterCommit: undefined,
}

const TOO_MUCH: Record<HookName, unknown> = {
  beforeRegister: { appMetadata: { note: LARGE } },
  beforeSignIn: LARGE,
  tokenClaims: { note: LARGE },
  beforeMail: { html: LARGE },
  sendCode: LARGE,
  afterCommit: LARGE,
}

const BEHAVIOURS: Record<string, (name: HookName) => Promise<unknown>> = {
  hangs: never,
  throws: async () => {
    throw new TypeError(SECRET)
  },
  refuses: async () => {
    throw new Problem('access_required')
  },
  'returns nonsense': async () => 42,
  'returns too much': async (name) => TOO_MUCH[name],
  'is slow': async (name) => {
    await scheduler.wait(5)
    return USUAL[name]
  },
}

const ERRORS: Record<string, string> = {
  hangs: 'HookTimeout',
  throws: 'TypeError',
  refuses: 'Problem',
  'returns nonsense': 'HookReturnedNonsense',
  'returns too much': 'HookReturnedNonsense',
}

/** A guess is counted before it is known to be right, and stays counted: or hooks would tell of guesses that nobody counts. */
const TAKES_A_GUESS = ['loginWithCode', 'resetPassword', 'verifySecondFactor']

const MAY_REFUSE: HookName[] = ['beforeRegister', 'beforeSignIn']

/** What came of a call, as a cell of the table. */
const table = new Map<string, string[]>()

beforeEach(hurryHooks)

describe('before anything is written', () => {
  it.each(asked)('$hook of $id', async ({ id, hook }) => {
    const { success } = routeOf(id)
    const cells = await tryAll(id, hook, (behaviour, { status, code, rows, mails }) => {
      const isRefusal = behaviour === 'refuses' && MAY_REFUSE.includes(hook)
      if (behaviour === 'is slow') expect({ status, code }, behaviour).toEqual({ status: success, code: undefined })
      else {
        const [expected, reason] = isRefusal ? [403, 'access_required'] : [502, 'hook_failed']
        expect({ status, code }, behaviour).toEqual({ status: expected, code: reason })
        expect(rows, behaviour).toBe(TAKES_A_GUESS.includes(id) ? 'only counts' : 'no row')
        expect(mails, behaviour).toBe(0)
      }
      return isRefusal || behaviour === 'is slow' ? undefined : ERRORS[behaviour]
    })
    table.set(`${hook}, ${id}`, cells)
  })
})

describe('after the response', () => {
  it.each(afterwards)('$hook of $id', async ({ id, hook }) => {
    const { success, mails: usual } = routeOf(id)
    const cells = await tryAll(id, hook, (behaviour, { status, mails, rows }) => {
      expect({ status, rows }, behaviour).toEqual({ status: success, rows: 'written' })
      expect(mails, behaviour).toBe(usual)
      return behaviour === 'is slow' ? undefined : ERRORS[behaviour]
    })
    table.set(`${hook}, ${id}`, cells)
  })
})

it('gives this matrix', async ({ annotate }) => {
  const head = ['hook, operation', ...Object.keys(BEHAVIOURS)]
  await annotate(drawTable([head, ...[...table].map(([row, cells]) => [row, ...cells])]), 'table')
  expect([...table.keys()]).toEqual([...asked, ...afterwards].map(({ id, hook }) => `${hook}, ${id}`))
})

interface Outcome {
  status: number
  code: string | undefined
  rows: string
  mails: number
}

/**
 * Makes a call with each behaviour of a hook, from one state of the database. `judge` gives the error that the log names, if
 * any: there is one line for each failure, and nothing of what the hook said is in it.
 */
async function tryAll(id: string, hook: HookName, judge: (behaviour: string, outcome: Outcome) => string | undefined) {
  expectLogs('hook_failed')
  stopClock()
  const trial = await prepareTrial(id, hook)
  const before = await readState()
  const cells: string[] = []
  for (const [behaviour, behave] of Object.entries(BEHAVIOURS)) {
    await writeState(before)
    const lines = logged('hook_failed').length
    let times = 0
    const outcome = await call(trial, before, {
      [hook]: (_: unknown, __: unknown, signal: AbortSignal) => {
        times++
        expect(signal.aborted).toBe(false)
        return behave(hook)
      },
    })
    expect(times, `${behaviour}: it is asked`).toBeGreaterThan(0)
    const error = judge(behaviour, outcome)
    const failures = logged('hook_failed').slice(lines)
    expect(failures, behaviour).toHaveLength(error ? times : 0)
    for (const line of failures) {
      expect(line, behaviour).toMatchObject({ level: 'error', hook, error, requestId: expect.any(String) })
      expect(JSON.stringify(line)).not.toContain(SECRET)
    }
    cells.push([outcome.status, outcome.code, outcome.rows].filter(Boolean).join(' '))
  }
  return cells
}

async function call({ example, settings }: Trial, before: State, hooks: Hooks): Promise<Outcome> {
  const { EMAIL, mails } = openMailbox()
  const service = serviceWithHooks(hooks, { ...settings, EMAIL })
  const { status, body } = await service(example.path, example.call)
  expect(JSON.stringify(body)).not.toContain(SECRET)
  return { status, code: body?.code, rows: difference(before, await readState()), mails: mails.length }
}

/** What was written. */
function difference(before: State, after: State): string {
  if (JSON.stringify(before) === JSON.stringify(after)) return 'no row'
  return JSON.stringify(withoutCounts(before)) === JSON.stringify(withoutCounts(after)) ? 'only counts' : 'written'
}

const withoutCounts = ({ login_attempts: _, ...state }: State) =>
  Object.entries(state).map(([name, rows]) => [name, rows.map(({ attempts: _, ...row }) => row)])

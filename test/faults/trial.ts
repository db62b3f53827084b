import { expect, vi } from 'vitest'
import { advance, SECOND, stopClock } from '../support/clock.ts'
import { countingD1 } from '../support/d1.ts'
import { openMailbox } from '../support/mailbox.ts'
import { type Example, exampleOf } from '../support/routes/example.ts'
import type { RouteRecord } from '../support/routes/record.ts'
import { type Answer, call, serviceWith } from '../support/service.ts'
import { PASSWORD, type SignedIn } from '../support/users.ts'
import { drawnColumns, outline, readState, type State, writeState } from './state.ts'

/** A call and what came of it. */
interface Run {
  answer: Answer
  state: State
  mails: number
}

/** A call that succeeds, made ready to be made again and again from one state of the database. */
export interface Trial extends Pick<Preparation, 'user' | 'call'> {
  /** Round trips of a run without faults. */
  trips: number
  /** Brings the database and the clock back, and makes the call; with a database of its own, if given. */
  fromBefore(DB?: D1Database): Promise<Run>
  /** Makes the call as things are. */
  again(): Promise<Run>
  /** Whether the state is that from before the call, or that after it. */
  isBefore(state: State): boolean
  isAfter(state: State): boolean
  /** Fails unless the run is like one without faults: answer, rows, mails, and tokens that work. */
  expectSuccess(run: Run, what: string): Promise<void>
}

/** A picture is noted before it is uploaded: a call that ends in between leaves its row to the sweep (avatars.test.ts). */
const NOTED = ['avatars']

/** A sign-in is counted before its password is compared, so the count is no part of what is made whole or not at all. */
const AHEAD = ['login_attempts', ...NOTED]

/** What a trial is about to do, to be changed. */
export interface Preparation {
  user: SignedIn
  call: Example['call'] & { path: string }
  settings: Record<string, unknown>
  mailbox: Example['mailbox']
}

/** It is databases that fail here: hashing is tested elsewhere. */
export const FEW_ITERATIONS = 10_000

/** Prepares the example call of a route, for somebody who has two sessions. */
export async function prepareTrial(
  record: RouteRecord,
  finish: (preparation: Preparation) => Promise<void> = async () => {},
): Promise<Trial> {
  stopClock()
  const settings: Record<string, unknown> = { ...record.settings, PASSWORD_ITERATIONS: FEW_ITERATIONS }
  const { user, mailbox, path, call: callOfRoute } = await exampleOf(record, settings)
  const example = { path, ...callOfRoute }
  await serviceWith(settings)('/users/login', { body: { email: user.email, password: PASSWORD } })
  await finish({ user, call: example, settings, mailbox })
  const time = advance(SECOND) // what the call writes is newer than what is there
  const before = await readState()

  const again = async (DB?: D1Database): Promise<Run> => {
    const sent = openMailbox()
    const service = serviceWith({ ...settings, EMAIL: sent.EMAIL, ...(DB && { DB }) })
    const answer = await service(example.path, example)
    answer.body?.data?.activity?.sort(byType)
    return { answer, state: await readState(), mails: sent.mails.length }
  }
  const fromBefore = async (DB?: D1Database): Promise<Run> => {
    vi.setSystemTime(time)
    await writeState(before)
    return again(DB)
  }

  const { DB, trips } = countingD1()
  const one = await fromBefore(DB)
  const other = await fromBefore()
  expect(one.answer.status, JSON.stringify(one.answer.body)).toBeLessThan(300)
  const drawn = drawnColumns(one.state, other.state)
  const varying = differingPaths(one.answer.body, other.answer.body)
  const outlineOf = (state: State, left?: string[]) => outline(state, before, drawn, left)
  const isLike = (a: State, b: State) => JSON.stringify(outlineOf(a, AHEAD)) === JSON.stringify(outlineOf(b, AHEAD))

  return {
    user,
    call: example,
    trips: trips(),
    fromBefore,
    again: () => again(),
    isBefore: (state) => isLike(state, before),
    isAfter: (state) => isLike(state, one.state),
    expectSuccess: async ({ answer, state, mails }, what) => {
      expect(answer.status, what).toBe(one.answer.status)
      expect(withoutPaths(answer.body, varying), what).toEqual(withoutPaths(one.answer.body, varying))
      expect(outlineOf(state, NOTED), what).toEqual(outlineOf(one.state, NOTED))
      expect(mails, what).toBe(one.mails)
      await expectWorkingTokens(answer, what)
    },
  }
}

/** Events of one moment are in no order. */
const byType = (a: { type: string }, b: { type: string }) => a.type.localeCompare(b.type)

async function expectWorkingTokens({ body }: Answer, what: string): Promise<void> {
  const { token, refreshToken } = body?.data ?? {}
  if (token === undefined) return
  expect((await call('/users/profile', { token })).status, what).toBe(200)
  expect((await call('/users/token/refresh', { body: { refreshToken } })).status, what).toBe(200)
}

/** Where two answers to one call differ, as `data.token`. */
function differingPaths(one: any, other: any, path = ''): Set<string> {
  if (one === other) return new Set()
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return new Set([path])
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return new Set([...keys].flatMap((key) => [...differingPaths(one[key], other[key], `${path}.${key}`)]))
}

function withoutPaths(value: any, paths: Set<string>, path = ''): unknown {
  if (paths.has(path)) return `a ${typeof value}`
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withoutPaths(each, paths, `${path}.${key}`)]),
  )
}

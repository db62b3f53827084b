import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { app } from '../../src/app.ts'
import { readState, writeState } from '../faults/state.ts'
import { stopClock } from '../support/clock.ts'
import { loggedText } from '../support/logs.ts'
import { openMailbox } from '../support/mailbox.ts'
import { exampleOf } from '../support/routes/example.ts'
import { everyRoute } from '../support/routes/index.ts'
import { serviceWith } from '../support/service.ts'
import { PASSWORD } from '../support/users.ts'
import { anyJson, anyText, markedText, RUNS, TIMEOUT_MS } from './arbitraries.ts'
import { expectProblem } from './failure-shape.ts'
import { leakCheckFor } from './secrets.ts'

/** A body that succeeds, with some members changed, left out or added. */
function changedBody(body: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(body)
  const value = fc.oneof(anyJson, markedText, anyText)
  return fc
    .tuple(
      fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 }),
      fc.dictionary(fc.oneof(fc.constantFrom('_id', 'deviceName', 'emailVerified', '__proto__'), anyText), value, {
        maxKeys: 1,
        noNullPrototype: true,
      }),
      fc.subarray(names, { maxLength: 1 }),
    )
    .map(([changed, added, left]) => {
      const entries = Object.entries({ ...body, ...added, ...changed }).filter(([name]) => !left.includes(name))
      return Object.fromEntries(entries)
    })
}

describe('any value in a field', () => {
  it.each(everyRoute.filter(({ input }) => input))(
    'of $route is taken or refused, and gives nothing away',
    { timeout: TIMEOUT_MS },
    async (route) => {
      stopClock()
      const { user, call, send } = await exampleOf(route)
      const { body } = call
      if (!body) return
      const time = new Date()
      const before = await readState()
      const expectNoLeak = await leakCheckFor(user)
      await fc.assert(
        fc.asyncProperty(changedBody(body), async (changed) => {
          const answer = await send({ body: changed })
          expect(answer.status).toBeLessThan(500)
          if (answer.status >= 400) expectProblem(answer)
          expectNoLeak(answer)
          if (answer.body.code === 'invalid_request') return // the database was not asked
          vi.setSystemTime(time)
          await writeState(before)
        }),
        { numRuns: RUNS },
      )
    },
  )
})

const service = serviceWith({ EMAIL: openMailbox().EMAIL })

/** What each page takes. */
const PAGES: Record<string, Record<string, string>> = {
  '/account/confirm-email': { user: 'nobody', token: 'none' },
  '/account/forgot-password': { email: 'nobody@example.com' },
  '/account/reset-password': { email: 'nobody@example.com', code: '123456', password: PASSWORD },
  '/account/delete': { email: 'nobody@example.com', password: PASSWORD },
}

describe('any value in the form of a page', () => {
  const pages = app.routes.filter(({ method, path }) => method === 'POST' && path.startsWith('/account/'))

  it('is tried on every page', () => {
    expect(new Set(Object.keys(PAGES))).toEqual(new Set(pages.map(({ path }) => path)))
  })

  it.each(Object.entries(PAGES))(
    'of %s is shown again as text, and a password never',
    { timeout: TIMEOUT_MS },
    async (path, fields) => {
      const before = await readState()
      await fc.assert(
        fc.asyncProperty(changedBody(fields), fc.boolean(), async (changed, isForm) => {
          const answer = await service(path, isForm ? asForm(changed) : { body: changed })
          expect(answer.status).toBeLessThan(500)
          expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
          const markup = String(answer.body).replaceAll(/"[^"]*"/g, '""') // what is left without attributes
          expect(markup).not.toContain('<script')
          if (answer.status >= 400) {
            expect(answer.body).not.toContain(PASSWORD)
            expect(loggedText()).not.toContain(PASSWORD)
          }
          if (answer.status !== 400) await writeState(before)
        }),
        { numRuns: RUNS },
      )
    },
  )
})

const asForm = (fields: Record<string, unknown>) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: String(
    new URLSearchParams(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    ),
  ),
})

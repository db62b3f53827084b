import { describe, expect, it } from 'vitest'
import { breaches } from '../contract/breaches.ts'
import { operations, successOf } from '../contract/document.ts'
import { documentedRoutes } from '../contract/documented-routes.ts'
import { watchedD1 } from '../support/d1.ts'
import { loggedText } from '../support/logs.ts'
import { openSlowMailbox } from '../support/mailbox.ts'
import { type Example, exampleOf } from '../support/routes/example.ts'
import { everyRoute, servedRoutes } from '../support/routes/index.ts'
import { recordingLimits } from '../support/routes/limits.ts'
import { eventRows } from '../support/rows.ts'
import { expectSecure } from '../support/secure-headers.ts'
import type { Answer } from '../support/service.ts'
import { sessionOf } from '../support/session-of.ts'
import { PASSWORD } from '../support/users.ts'

it('every route has a record, is in the document, and is served', () => {
  const recorded = everyRoute.map(({ route }) => String(route))
  const documented = operations.map(({ route }) => route)
  const complaints = [
    ...servedRoutes
      .filter((route) => !documented.includes(route))
      .map((route) => `${route} is not in public/openapi.json: run npm run generate.`),
    ...servedRoutes
      .filter((route) => !recorded.includes(route))
      .map(
        (route) =>
          `${route} has no record: add one under its operationId to the file of its noun in test/support/routes/. What every route owes is tested from it. (A new noun: a new file, named in index.ts there. A route of src/extensions: test/extensions/routes.ts.)`,
      ),
    ...everyRoute
      .filter(({ route }) => !servedRoutes.includes(route))
      .map(({ id, route }) => `the record ${id} is for ${route}, which nothing serves: correct or delete it.`),
    ...everyRoute.flatMap(({ id, route }) => {
      const operation = operations.find((each) => each.route === route)
      if (!operation || operation.id === id) return []
      return [`${route} is ${operation.id} in the document: so name its record, which is ${id}.`]
    }),
    ...documented
      .filter((route) => !servedRoutes.includes(route))
      .map((route) => `${route} is in public/openapi.json, and nothing serves it: run npm run generate.`),
  ]
  expect(complaints).toEqual([])
})

const IP = '203.0.113.7'
const BOOKMARK = `00000000-00000000-00000000-${'0'.repeat(32)}`
const ORIGIN_OF_A_PAGE = 'https://app.example.com'

describe.each(documentedRoutes)('$id ($route)', ({ operation, ...route }) => {
  it('does what its record says, and answers as documented', async () => {
    const example = await exampleOf(route)
    const { DB, trips } = watchedD1({ withMailCounts: true })
    const { limits, asked } = recordingLimits()
    const eventsBefore = (await eventRows()).map(({ id }) => id)
    const { EMAIL, mails, onResponse } = openSlowMailbox()
    let beforeResponse = trips

    const headers = {
      'cf-connecting-ip': IP,
      'user-agent': 'agent-value',
      origin: ORIGIN_OF_A_PAGE,
      'x-d1-bookmark': BOOKMARK,
    }
    const answer = await example.send({ headers }, { DB, EMAIL, ...limits }, () => {
      beforeResponse = [...trips]
      onResponse()
    })

    expect({
      needsToken: operation.isAuthenticated,
      success: answer.status,
      roundTrips: beforeResponse.length,
      roundTripsAfterwards: trips.length - beforeResponse.length,
      rowsWritten: route.rowsWritten && beforeResponse.reduce((sum, trip) => sum + trip.rowsWritten, 0),
      database: databaseOf(beforeResponse.map(({ constraint }) => constraint)),
      limits: asked.map(({ name, key }) => `${name} by ${countedBy(key, example)}`),
      events: (await eventRows())
        .filter(({ id }) => !eventsBefore.includes(id))
        .map(({ type }) => type)
        .sort(),
      mails: mails.length,
      isCacheable: answer.headers.get('cache-control') === 'public, max-age=300',
    }).toEqual({
      needsToken: route.needsToken,
      success: route.success,
      roundTrips: route.roundTrips,
      roundTripsAfterwards: route.mails, // which are counted for operators
      rowsWritten: route.rowsWritten,
      database: route.database,
      limits: route.limits,
      events: route.events.toSorted(),
      mails: route.mails,
      isCacheable: route.isCacheable ?? false,
    })
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.headers.has('x-d1-bookmark')).toBe('x-d1-bookmark' in (successOf(operation)?.headers ?? {}))
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expectSecure(answer)
    if (route.needsToken) expect(keysOfOthers(asked, example)).toEqual([])
    expectCleanLog(example, answer)
  })

  it('may be called by a page, and with a slash at its end', async () => {
    const { path, call, send } = await exampleOf(route)
    const { status, headers } = await send({
      method: 'OPTIONS',
      headers: { origin: ORIGIN_OF_A_PAGE, 'access-control-request-method': call.method },
      body: undefined,
    })
    expect({ status, origin: headers.get('access-control-allow-origin') }).toEqual({ status: 204, origin: '*' })
    expect(headers.get('access-control-allow-methods')).toContain(call.method)
    expect((await send({ path: `${path}/` })).status).toBe(route.success)
  })
})

/** Where a bookmark that was sent lets a request read. */
function databaseOf(constraints: string[]): string {
  const [constraint, ...others] = new Set(constraints)
  if (others.length > 0) return 'more than one'
  if (constraint === undefined) return 'none'
  return constraint === BOOKMARK ? 'replica' : constraint.replace(/^first-/, '')
}

function countedBy(key: string, { user }: Example): string {
  if (key === sessionOf(user.token)) return 'session'
  if (key === IP) return 'IP address'
  if (isOfEveryone(key)) return 'everyone'
  return key.endsWith(` ${IP}`) ? 'account and IP address' : 'account'
}

/** What LIMIT_MAIL_TOTAL counts by. */
const isOfEveryone = (key: string): boolean => key === 'registration' || key === 'request'

/** What limits counted that is neither everyone nor the caller, nor their session, nor the email address that they name. */
const keysOfOthers = (asked: { key: string }[], { user }: Example): string[] =>
  asked
    .map(({ key }) => key)
    .filter((key) => !isOfEveryone(key) && ![sessionOf(user.token), user._id].includes(key) && !key.includes('@'))

/** Nothing of what was sent and answered is in the log. */
function expectCleanLog({ user, call }: Example, { body }: Answer): void {
  const secrets = ['example.com', PASSWORD, user.name, 'Robin', 'agent-value', IP, call.token, user.refreshToken]
  const given = [body?.data?.token, body?.data?.refreshToken]
  for (const secret of [...secrets, ...given]) if (secret) expect(loggedText()).not.toContain(secret)
}

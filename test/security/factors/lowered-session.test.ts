import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { readState } from '../../faults/state.ts'
import { exampleOf } from '../../support/routes/example.ts'
import { everyRoute } from '../../support/routes/index.ts'

// A thief of a session that has shown one factor goes on with it after the owner has added a second one.

/** What such a session may do all the same: end, and step up. */
const ALLOWED: Record<string, number> = { logout: 204, listFactors: 200, createFactorChallenge: 200 }

describe.each(everyRoute.filter(({ needsToken }) => needsToken))('$id ($route)', ({ id, ...route }) => {
  it(id in ALLOWED ? 'is allowed' : 'is refused, and changes nothing', async () => {
    const { send } = await exampleOf(route)
    await env.DB.prepare('UPDATE sessions SET second_factor_due = 1').run()
    const before = await readState()
    const { status, body } = await send()
    if (id in ALLOWED) return expect(status).toBe(ALLOWED[id])
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'second_factor_required' })
    expect(await readState()).toEqual(before)
  })
})

import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { readState } from '../../faults/state.ts'
import { everyCall } from '../../supabase/calls/index.ts'
import { faceOf, SETTINGS } from '../../supabase/support/face.ts'
import { serviceWith } from '../../support/service.ts'

// Who has the password alone gets a session from this face, where ours asks for the second factor first. Until they have
// given it, the session can do nothing with the account.

describe.each(everyCall.filter(({ needsToken }) => needsToken))('$sdk ($wire)', (call) => {
  const { arrange, settings, success, worksWhileDue } = call
  it(worksWhileDue ? 'is allowed' : 'is refused, and changes nothing', async () => {
    const service = serviceWith({ ...SETTINGS, ...settings })
    const send = await arrange(faceOf(service), service)
    await env.DB.prepare('UPDATE sessions SET second_factor_due = 1').run()
    const before = await readState()
    const { status, body } = await send(faceOf(service))
    if (worksWhileDue) return expect(status, JSON.stringify(body)).toBe(success)
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'insufficient_aal' })
    expect(await readState()).toEqual(before)
  })
})

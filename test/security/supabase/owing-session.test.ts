import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { callOf } from '../../../src/supabase/calls.ts'
import { fromUuid } from '../../../src/supabase/ids.ts'
import { readState } from '../../faults/state.ts'
import { everyCall } from '../../supabase/calls/index.ts'
import { faceOf, SETTINGS, signUp } from '../../supabase/support/face.ts'
import { successOf } from '../../supabase/support/record.ts'
import { serviceWith } from '../../support/service.ts'

// Who has the password alone gets a session from this face, where ours asks for the second factor first. Until they have
// given it, the session can do nothing with the account.

const calls = everyCall.filter(({ wire }) => callOf(wire).bearer === 'user')

describe.each(calls)('$sdk ($wire)', (call) => {
  const { wire, arrange, settings, worksWhileDue } = call
  it(worksWhileDue ? 'is allowed' : 'is refused, and changes nothing', async () => {
    const service = serviceWith({ ...SETTINGS, ...settings })
    const send = await arrange(faceOf(service), service)
    await env.DB.prepare('UPDATE sessions SET second_factor_due = 1').run()
    const before = await readState()
    const { status, body } = await send(faceOf(service))
    if (worksWhileDue) return expect(status, JSON.stringify(body)).toBe(successOf(wire))
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'insufficient_aal' })
    expect(await readState()).toEqual(before)
  })
})

it('the owner stays signed in when a session that owes a factor signs out everywhere', async () => {
  const service = serviceWith(SETTINGS)
  const face = faceOf(service)
  const owner = await signUp(face)
  const thief = await face('/token?grant_type=password', { body: { email: owner.email, password: owner.password } })
  const { session_id: id } = decodeJwt(thief.body.access_token)
  await env.DB.prepare('UPDATE sessions SET second_factor_due = 1 WHERE id = ?')
    .bind(fromUuid(String(id)))
    .run()
  expect((await face('/logout?scope=global', { method: 'POST', bearer: thief.body.access_token })).status).toBe(204)
  expect((await face('/user', { bearer: thief.body.access_token })).status).toBe(403)
  expect((await owner.as('/user')).status).toBe(200)
})

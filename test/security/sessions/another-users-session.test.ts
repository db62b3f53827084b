import { describe, expect, it } from 'vitest'
import { openMailbox } from '../../support/mailbox.ts'
import { newPerson } from '../../support/person.ts'
import { eventRows, sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, tryAccess, tryRefresh } from '../../support/try-token.ts'

const twoPeople = async () => {
  const mailbox = openMailbox()
  const victim = await newPerson({ email: 'victim@example.com' }, mailbox)
  const attacker = await newPerson({ email: 'attacker@example.com' }, mailbox)
  const [target] = (await sessionRows()).filter(({ user_id }) => user_id === victim._id)
  return { victim, attacker, sessionId: target?.id ?? '' }
}

describe("another user's session", () => {
  it('cannot be ended by its id: the answer is that of an id that nobody has', async () => {
    const { victim, attacker, sessionId } = await twoPeople()
    const before = await eventRows()
    const foreign = await attacker.as(`/users/sessions/${sessionId}`, { method: 'DELETE' })
    const unknown = await attacker.as('/users/sessions/nobodys', { method: 'DELETE' })
    expect(foreign).toMatchObject({ status: 404, body: { code: 'session_not_found' } })
    expect({ ...foreign.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
    expect(await tryAccess(victim.token)).toEqual(ACCEPTED)
    expect(await tryRefresh(victim.refreshToken)).toEqual(ACCEPTED)
    expect(await eventRows()).toEqual(before)
  })

  it.each(["' OR '1'='1", '%', '*', '..%2F..%2Faccount', 'x'.repeat(2_000)])(
    'cannot be ended by an id that means more than itself: %s',
    async (id) => {
      const { victim, attacker } = await twoPeople()
      const { status } = await attacker.as(`/users/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' })
      expect(status).toBe(404)
      expect(await tryAccess(victim.token)).toEqual(ACCEPTED)
      expect(await tryAccess(attacker.token)).toEqual(ACCEPTED)
    },
  )

  it('does not end with the others of the attacker, and is not in their list, activity or export', async () => {
    const { victim, attacker, sessionId } = await twoPeople()
    await attacker.as('/users/sessions', { method: 'DELETE' })
    expect(await tryAccess(victim.token)).toEqual(ACCEPTED)
    for (const path of ['/users/sessions', '/users/activity', '/users/account/export']) {
      const text = JSON.stringify((await attacker.as(path)).body)
      for (const secret of [sessionId, victim._id, victim.email]) expect(text).not.toContain(secret)
    }
  })
})

describe('the id of a session', () => {
  it('is no credential: nothing takes it for a token', async () => {
    const { sessionId } = await twoPeople()
    expect((await call('/users/profile', { token: sessionId })).body.code).toBe('token_invalid')
    const refresh = await call('/users/token/refresh', { body: { refreshToken: sessionId } })
    expect(refresh.body.code).toBe('token_invalid')
  })
})

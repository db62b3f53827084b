import { describe, expect, it } from 'vitest'
import { listSessions } from '../../support/list-sessions.ts'
import { newPerson } from '../../support/person.ts'
import { disableUser, sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser, type SignedIn } from '../../support/users.ts'

const end = (token: string, sessionId: string) => call(`/users/sessions/${sessionId}`, { method: 'DELETE', token })

async function idOf({ token }: SignedIn): Promise<string> {
  const current = (await listSessions(token)).find((item) => item.current)
  if (!current) throw new Error('no session is the current one')
  return current._id
}

const nothing = { status: 204, body: '' }
const sessionNotFound = { status: 404, body: { code: 'session_not_found' } }
const sessionEnded = { status: 401, body: { code: 'session_ended' } }

describe('DELETE /users/sessions/:id', () => {
  it('ends that session with both its tokens, and no other', async () => {
    const first = await newPerson()
    const second = await first.signIn()
    const third = await first.signIn()
    expect(await end(first.token, await idOf(second))).toMatchObject(nothing)
    expect(await tryAccess(second.token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(second.refreshToken)).toEqual(SESSION_ENDED)
    for (const { token, refreshToken } of [first, third]) {
      expect(await tryAccess(token)).toEqual(ACCEPTED)
      expect(await tryRefresh(refreshToken)).toEqual(ACCEPTED)
    }
  })

  it('may end the one that asks', async () => {
    const user = await registerUser()
    expect(await end(user.token, await idOf(user))).toMatchObject(nothing)
    expect(await tryAccess(user.token)).toEqual(SESSION_ENDED)
  })

  it('is 404 for a session that there is not, or not any more', async () => {
    const { token, signIn } = await newPerson()
    expect(await end(token, 'nobodys')).toMatchObject(sessionNotFound)
    const id = await idOf(await signIn())
    await end(token, id)
    expect(await end(token, id)).toMatchObject(sessionNotFound)
  })

  it('ends it once when it is asked twice at once', async () => {
    const { token, signIn } = await newPerson()
    const id = await idOf(await signIn())
    const answers = await Promise.all([end(token, id), end(token, id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404])
  })

  it('is refused to an ended session and to a disabled user, and ends nothing', async () => {
    const { _id, token, signIn } = await newPerson()
    const other = await signIn()
    const id = await idOf(other)
    await call('/users/logout', { method: 'POST', token })
    expect(await end(token, id)).toMatchObject(sessionEnded)
    await disableUser(_id)
    expect(await end(other.token, id)).toMatchObject({ status: 403, body: { code: 'account_disabled' } })
    expect(await sessionRows()).toHaveLength(1)
  })
})

import { describe, expect, it } from 'vitest'
import { newPerson } from '../../support/person.ts'
import { sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

const endOthers = (token: string) => call('/users/sessions', { method: 'DELETE', token })

const nothing = { status: 204, body: '' }

describe('DELETE /users/sessions', () => {
  it("ends all of the caller's sessions but this one, and nobody else's", async () => {
    const first = await newPerson()
    const others = [await first.signIn(), await first.signIn()]
    const stranger = await registerUser({ email: 'stranger@example.com' })
    expect(await endOthers(first.token)).toMatchObject(nothing)
    for (const { token, refreshToken } of others) {
      expect(await tryAccess(token)).toEqual(SESSION_ENDED)
      expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
    }
    for (const { token, refreshToken } of [first, stranger]) {
      expect(await tryAccess(token)).toEqual(ACCEPTED)
      expect(await tryRefresh(refreshToken)).toEqual(ACCEPTED)
    }
  })

  it('is no failure if there is no other', async () => {
    const { token } = await registerUser()
    expect(await endOthers(token)).toMatchObject(nothing)
    expect(await endOthers(token)).toMatchObject(nothing)
    expect(await tryAccess(token)).toEqual(ACCEPTED)
  })

  it('leaves one of two that end each other at once', async () => {
    const first = await newPerson()
    const second = await first.signIn()
    const answers = await Promise.all([endOthers(first.token), endOthers(second.token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
    expect(await sessionRows()).toHaveLength(1)
  })
})

import { describe, expect, it } from 'vitest'
import { forge } from '../../support/forge.ts'
import { ACCEPTED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

// The files beside this one change one thing of a good token each. That shows something only if nothing else of the
// forgery is wrong.
describe('a token forged with the key of the service itself', () => {
  it('passes as an access token while nothing of it is changed', async () => {
    const { token } = await registerUser()
    expect(await tryAccess(await forge(token))).toEqual(ACCEPTED)
  })

  it('passes as a refresh token while nothing of it is changed', async () => {
    const { refreshToken } = await registerUser()
    expect(await tryRefresh(await forge(refreshToken))).toEqual(ACCEPTED)
  })
})

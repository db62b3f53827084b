import { describe, expect, it } from 'vitest'
import { advance, SECOND, stopClock } from '../../support/clock.ts'
import { forge } from '../../support/forge.ts'
import { LEGACY, legacyToken, markImported } from '../../support/legacy-tokens.ts'
import { call, serviceWith } from '../../support/service.ts'
import { ACCEPTED, NOT_OURS, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

const inSeconds = (seconds: number) => stopClock().getTime() / SECOND + seconds
const NO_TIMES = [null, '0', [0], true, {}]

// RFC 7519 §4.1.5: "the JWT MUST NOT be accepted for processing" before `nbf`, with a small leeway: a minute.
describe('a token whose time has not come', () => {
  it('is refused as an access token until a minute before', async () => {
    const { token } = await registerUser()
    const later = await forge(token, { claims: { nbf: inSeconds(61) } })
    expect(await tryAccess(later)).toEqual(NOT_OURS)
    advance(SECOND)
    expect(await tryAccess(later)).toEqual(ACCEPTED)
  })

  it('is refused as a refresh token until a minute before', async () => {
    const { refreshToken } = await registerUser()
    const later = await forge(refreshToken, { claims: { nbf: inSeconds(61) } })
    expect(await tryRefresh(later)).toEqual(NOT_OURS)
    advance(SECOND)
    expect(await tryRefresh(later)).toEqual(ACCEPTED)
  })

  it('is refused as a token of the old backend until a minute before', async () => {
    const { _id, token } = await registerUser()
    await markImported()
    await call('/users/logout', { method: 'POST', token })
    const service = serviceWith(LEGACY)
    const later = await legacyToken(_id, { claims: { nbf: inSeconds(61) } })
    expect((await service('/users/profile', { token: later })).body.code).toBe('token_invalid')
    advance(SECOND)
    expect((await service('/users/profile', { token: later })).status).toBe(200)
  })

  it.each(NO_TIMES)('is refused for a beginning that is none: %j', async (nbf) => {
    const { _id, token, refreshToken } = await registerUser()
    expect(await tryAccess(await forge(token, { claims: { nbf } }))).toEqual(NOT_OURS)
    expect(await tryRefresh(await forge(refreshToken, { claims: { nbf } }))).toEqual(NOT_OURS)
    const old = await legacyToken(_id, { claims: { nbf } })
    expect((await serviceWith(LEGACY)('/users/profile', { token: old })).body.code).toBe('token_invalid')
  })
})

import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { expectLogs } from '../../support/logs.ts'
import { dump } from '../../support/rows.ts'
import { serviceWithHooks } from '../../support/service.ts'

// A hook builds claims of what users write of themselves: one of them is called like a claim by which servers decide.

const begin = (claims: Record<string, unknown>, settings = {}) =>
  serviceWithHooks({ tokenClaims: async () => claims }, settings)('/users/guest', { body: {} })

const RESERVED =
  'iss sub aud exp nbf iat jti sid gen roles cnf act may_act client_id azp acr amr auth_time scope groups entitlements'

describe('a claim that means something already', () => {
  it.each(RESERVED.split(' '))('is refused, and nobody is signed in: %s', async (name) => {
    expectLogs('hook_failed')
    const { status, body } = await begin({ [name]: name === 'roles' ? ['admin'] : 1, plan: 'pro' })
    expect([status, body.code]).toEqual([502, 'hook_failed'])
    expect((await dump()).users).toEqual([])
  })

  it('is one that a setting takes from what operators have granted', async () => {
    expectLogs('hook_failed')
    expect((await begin({ plan: 'pro' }, { TOKEN_CLAIMS: 'plan' })).body.code).toBe('hook_failed')
  })

  it('is none that means nothing', async () => {
    const { body } = await begin({ plan: 'pro' })
    expect(decodeJwt(body.data.token)).toMatchObject({ plan: 'pro', sub: body.data._id })
  })
})

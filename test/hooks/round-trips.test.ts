import { describe, expect, it } from 'vitest'
import type { Hooks } from '../../src/domain/hooks/hooks.ts'
import { countingD1 } from '../support/d1.ts'
import { routeOf } from '../support/routes/index.ts'
import { serviceWithHooks } from '../support/service.ts'
import { asked, prepareTrial } from './trials.ts'

const HOOKS: Hooks = {
  beforeRegister: async () => ({ bio: 'Came by a hook.' }),
  beforeSignIn: async () => {},
  tokenClaims: async () => ({ plan: 'pro' }),
}

/** Where a call has to find out beforehand who comes: whether they are somebody new, or have a second factor. */
const ONE_MORE = [
  'beforeRegister createUser',
  'beforeRegister upgradeGuest',
  'beforeRegister linkIdentity',
  'beforeRegister addPasskey',
  'beforeRegister loginWithProvider',
  'beforeRegister loginWithCode',
  'beforeSignIn login',
  'beforeSignIn loginWithProvider',
  'beforeSignIn loginWithCode',
  'beforeSignIn resetPassword',
  'beforeSignIn verifySecondFactor',
  'tokenClaims loginWithProvider',
  'tokenClaims loginWithCode',
  'tokenClaims resetPassword',
  'tokenClaims verifySecondFactor',
]

describe('a hook costs no round trip, or one', () => {
  it.each(asked)('$hook of $id', async ({ id, hook }) => {
    const { example, settings } = await prepareTrial(id, hook)
    const { DB, trips } = countingD1()
    const service = serviceWithHooks({ [hook]: HOOKS[hook] }, { ...settings, DB })
    const { status, body } = await service(example.path, example.call)
    expect(status, JSON.stringify(body)).toBe(routeOf(id).success)
    expect(trips()).toBe(routeOf(id).roundTrips + (ONE_MORE.includes(`${hook} ${id}`) ? 1 : 0))
  })

  it('has no line too many', () => {
    expect(ONE_MORE.filter((line) => !asked.some(({ id, hook }) => line === `${hook} ${id}`))).toEqual([])
  })
})

import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Hooks } from '../../../src/domain/hooks/hooks.ts'
import { Problem } from '../../../src/model/problem.ts'
import { addUsers } from '../../support/admin.ts'
import { interceptD1 } from '../../support/d1.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { loginWith } from '../../support/provider-login.ts'
import { verifyEmail } from '../../support/rows.ts'
import { serviceWithHooks } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Somebody whom a hook would not let register any more deletes their account at the very moment at which they sign in: the
// hook was asked about a user who comes back, and the batch would make a new one.

const refuse = () => Promise.reject(new Problem('access_required'))

/** The service, where the account is deleted after what hooks need was read and before the batch that signs in. */
function deletedMeanwhile(hooks: Hooks, settings: Record<string, unknown> = {}) {
  let isDeleted = false
  const DB = interceptD1(async (run) => {
    const answer = await run()
    if (!isDeleted) await env.DB.prepare('DELETE FROM users').run()
    isDeleted = true
    return answer
  })
  return serviceWithHooks(hooks, { ...settings, DB })
}

const users = () => env.DB.prepare('SELECT count(*) AS count FROM users').first('count')

describe('a user of whom no hook was asked', () => {
  it('is not made by a sign-in at a provider', async () => {
    const { _id, email } = await registerUser()
    await verifyEmail(_id)
    const service = deletedMeanwhile({ beforeRegister: refuse })
    expect((await loginWith('apple', { email }, { service })).status).toBeGreaterThanOrEqual(400)
    expect(await users()).toBe(0)
  })

  it('is not made by a code', async () => {
    const { EMAIL, lastCode } = openMailbox()
    const { email } = await registerUser({}, serviceWithHooks({}, { EMAIL }))
    await serviceWithHooks({}, { EMAIL })('/users/login/code', { body: { email } })
    const service = deletedMeanwhile({ beforeRegister: refuse }, { EMAIL, SIGN_UP_BY_CODE: 'on' })
    const { body } = await service('/users/login/code/verify', { body: { email, code: lastCode() } })
    expect(body.code).toBe('code_invalid')
    expect(await users()).toBe(0)
  })

  it('gets no tokens where another has the email by then', async () => {
    const { EMAIL, lastCode } = openMailbox()
    const { email } = await registerUser({}, serviceWithHooks({}, { EMAIL }))
    await serviceWithHooks({}, { EMAIL })('/users/login/code', { body: { email } })
    let isOther = false
    const DB = interceptD1(async (run) => {
      const answer = await run()
      if (!isOther) {
        await env.DB.prepare('DELETE FROM users').run()
        await addUsers([{ id: 'somebody-else', email }])
      }
      isOther = true
      return answer
    })
    const service = serviceWithHooks({ beforeSignIn: async () => {} }, { EMAIL, DB })
    const answer = await service('/users/login/code/verify', { body: { email, code: lastCode() } })
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    expect(JSON.stringify(answer.body)).not.toContain('token')
  })
})

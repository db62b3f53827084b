import { describe, expect, it } from 'vitest'
import type { Hooks } from '../../../src/domain/hooks/hooks.ts'
import { Problem } from '../../../src/model/problem.ts'
import { openMailbox, otherThan } from '../../support/mailbox.ts'
import { serviceWithHooks } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

// A stranger asks with other people's email addresses, and reads from the refusals of hooks who has an account.

const refuse = () => Promise.reject(new Problem('access_required'))
const REFUSING: Hooks = { beforeRegister: refuse, beforeSignIn: refuse }

const KNOWN = 'syamlal@example.com'
const UNKNOWN = 'nobody@example.com'

async function askForBoth(path: string, body: Record<string, unknown>) {
  const { EMAIL } = openMailbox()
  const service = serviceWithHooks(REFUSING, { EMAIL, SIGN_UP_BY_CODE: 'on' })
  await registerUser({ email: KNOWN })
  const [known, unknown] = [
    await service(path, { body: { ...body, email: KNOWN } }),
    await service(path, { body: { ...body, email: UNKNOWN } }),
  ]
  const seen = ({ status, body: { code } }: typeof known) => [status, code]
  return { known: seen(known), unknown: seen(unknown) }
}

describe('a refusal is the same whether somebody has the email or not', () => {
  it('of a registration: it comes before anybody looks', async () => {
    const { known, unknown } = await askForBoth('/users/register', { name: 'Robin', password: PASSWORD })
    expect(known).toEqual([403, 'access_required'])
    expect(unknown).toEqual(known)
  })

  it.each([
    ['a wrong password', '/users/login', { password: 'wrong' }, [401, 'invalid_credentials']],
    ['a wrong code', '/users/login/code/verify', { code: '000000' }, [400, 'code_invalid']],
    ['asking for a code', '/users/login/code', {}, [202, undefined]],
    ['asking for a reset', '/users/password/forgot', {}, [202, undefined]],
    [
      'a wrong code of a reset',
      '/users/password/reset',
      { code: '000000', password: 'another horse battery' },
      [400, 'code_invalid'],
    ],
  ])('of nothing, for %s: no hook refuses who has proven nothing', async (_, path, body, expected) => {
    const { known, unknown } = await askForBoth(path, body)
    expect(known).toEqual(expected)
    expect(unknown).toEqual(expected)
  })

  it('of a code, to who has read the mailbox and nobody else', async () => {
    const { EMAIL, lastCode } = openMailbox()
    const service = serviceWithHooks(REFUSING, { EMAIL, SIGN_UP_BY_CODE: 'on' })
    await registerUser({ email: KNOWN })
    for (const email of [KNOWN, UNKNOWN]) {
      await service('/users/login/code', { body: { email } })
      const code = lastCode(email)
      const wrong = await service('/users/login/code/verify', { body: { email, code: otherThan(code) } })
      expect(wrong.body.code).toBe('code_invalid')
      const right = await service('/users/login/code/verify', { body: { email, code } })
      expect(right.body.code).toBe('access_required')
    }
  })
})

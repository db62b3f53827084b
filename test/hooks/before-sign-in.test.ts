import { describe, expect, it } from 'vitest'
import type { AskedSignIn } from '../../src/domain/hooks/hooks.ts'
import { Problem } from '../../src/model/problem.ts'
import { newEnrolledPerson } from '../support/enrolled.ts'
import { openMailbox } from '../support/mailbox.ts'
import { addPasskey, loginWithPasskey } from '../support/passkeys.ts'
import { loginWith } from '../support/provider-login.ts'
import { verifyEmail } from '../support/rows.ts'
import { serviceWithHooks } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

/** The service with a hook that notes what it is asked. */
function noting(settings: Record<string, unknown> = {}) {
  const asked: AskedSignIn[] = []
  const mailbox = openMailbox()
  const beforeSignIn = async (_ctx: unknown, signIn: AskedSignIn) => {
    asked.push(signIn)
  }
  return { asked, mailbox, service: serviceWithHooks({ beforeSignIn }, { EMAIL: mailbox.EMAIL, ...settings }) }
}

describe('beforeSignIn', () => {
  it('hears who signs in, how, and on what', async () => {
    const { asked, service } = noting()
    const { _id: userId, email } = await registerUser()
    await service('/users/login', {
      headers: { 'cf-connecting-ip': '192.0.2.7', 'user-agent': 'an app' },
      body: { email, password: PASSWORD, deviceName: "Robin's phone" },
    })
    const device = { ip: '192.0.2.7', userAgent: 'an app', country: undefined }
    expect(asked).toEqual([
      { userId, method: 'password', secondFactor: null, level: 1, device, deviceName: "Robin's phone" },
    ])
  })

  it('hears of a code, a provider, a passkey and a reset', async () => {
    const { asked, mailbox, service } = noting()
    const { _id: userId, email, token } = await registerUser()
    await verifyEmail(userId)
    await service('/users/login/code', { body: { email } })
    await service('/users/login/code/verify', { body: { email, code: mailbox.lastCode() } })
    await loginWith('apple', { email }, { service })
    await loginWithPasskey(await addPasskey(token), {}, service)
    await service('/users/password/forgot', { body: { email } })
    const password = 'another horse battery staple'
    await service('/users/password/reset', { body: { email, code: mailbox.lastCode(), password } })
    expect(asked.map((each) => [each.userId, each.method, each.level])).toEqual([
      [userId, 'login_code', 1],
      [userId, 'provider', 1],
      [userId, 'passkey', 2],
      [userId, 'reset_code', 1],
    ])
  })

  it('is asked when the second factor is given, and not before', async () => {
    const { asked, service } = noting()
    const { _id: userId, email, code } = await newEnrolledPerson()
    const first = await service('/users/login', { body: { email, password: PASSWORD } })
    expect(first.body.code).toBe('second_factor_required')
    expect(asked).toEqual([])
    const body = { challenge: first.body.challenge, code: code() }
    expect((await service('/users/login/second-factor', { body })).status).toBe(200)
    expect(asked).toEqual([expect.objectContaining({ userId, method: 'password', secondFactor: 'totp', level: 2 })])
  })

  it.each(['a wrong password', 'a wrong code', 'an unknown email'])('is not asked for %s', async (what) => {
    const { asked, mailbox, service } = noting()
    const { email } = await registerUser()
    await service('/users/login/code', { body: { email } })
    const wrong = mailbox.lastCode() === '000000' ? '000001' : '000000'
    const answer =
      what === 'a wrong code'
        ? await service('/users/login/code/verify', { body: { email, code: wrong } })
        : await service('/users/login', {
            body:
              what === 'a wrong password'
                ? { email, password: 'wrong' }
                : { email: 'a@example.com', password: PASSWORD },
          })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(asked).toEqual([])
  })

  it('is not asked about who registers, or goes on', async () => {
    const { asked, service } = noting()
    const { refreshToken } = await registerUser({}, service)
    expect((await service('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
    await service('/users/guest', { body: {} })
    await loginWith('google', {}, { service })
    expect(asked).toEqual([])
  })

  it('that refuses is no wrong password: whoever is let in later has not used up their attempts', async () => {
    const { email } = await registerUser()
    const refusing = serviceWithHooks({ beforeSignIn: () => Promise.reject(new Problem('access_required')) })
    for (let attempt = 1; attempt <= 11; attempt++) {
      expect((await refusing('/users/login', { body: { email, password: PASSWORD } })).body.code).toBe(
        'access_required',
      )
    }
  })
})

import { describe, expect, it } from 'vitest'
import { advance, DAY, MINUTE, stopClock } from '../../support/clock.ts'
import { changeCodeOf, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { sessionRows, userRow, verifyEmail } from '../../support/rows.ts'
import { call, type Service } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, type SignedIn } from '../../support/users.ts'

const NEW_PASSWORD = 'another horse battery staple'

/** Every way to go on with a session. */
async function expectDead({ token, refreshToken }: SignedIn): Promise<void> {
  expect(await tryAccess(token)).toEqual(SESSION_ENDED)
  expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
}

const changePassword = ({ as }: Person) =>
  as('/users/password', { method: 'PUT', body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD } })

const reset = (service: Service, email: string, code: string) =>
  service('/users/password/reset', { body: { email, code, password: NEW_PASSWORD } })

describe('a stolen session', () => {
  it('does not survive a change of the password', async () => {
    const owner = await newPerson()
    const thief = await owner.signIn()
    await changePassword(owner)
    await expectDead(thief)
  })

  it('does not survive a change of the password as copies of the tokens that asked for it', async () => {
    const owner = await newPerson()
    const copies = { ...owner }
    const { body } = await changePassword(owner)
    await expectDead(copies)
    expect(await tryAccess(body.data.token)).toEqual(ACCEPTED)
    expect(await tryRefresh(body.data.refreshToken)).toEqual(ACCEPTED)
  })

  it('does not survive a change of the password as copies that the thief has renewed and refreshed', async () => {
    stopClock()
    const owner = await newPerson()
    advance(6 * DAY)
    const renewed = (await owner.as('/users/profile')).headers.get('x-access-token') ?? ''
    const { refreshToken } = owner
    const refreshed = (await call('/users/token/refresh', { body: { refreshToken } })).body.data
    await changePassword(owner)
    await expectDead({ ...owner, ...refreshed })
    expect(await tryAccess(renewed)).toEqual(SESSION_ENDED)
  })

  it('does not survive a change of the password by asking for something at the same time', async () => {
    const owner = await newPerson()
    const { token, refreshToken } = owner
    const [changed, refreshed] = await Promise.all([
      changePassword(owner),
      call('/users/token/refresh', { body: { refreshToken } }),
      call('/users/profile', { token }),
      call('/users/profile', { method: 'PUT', token, body: { name: 'Thief' } }),
    ])
    expect(changed.status).toBe(200)
    await expectDead(owner)
    if (refreshed.status === 200) await expectDead({ ...owner, ...refreshed.body.data })
    expect(await sessionRows()).toHaveLength(1)
  })

  it('does not survive a reset, also one that was refreshed just before', async () => {
    const owner = await newPerson()
    const thief = await owner.signIn()
    const code = await resetCodeOf(owner)
    const { refreshToken } = thief
    const refreshed = (await call('/users/token/refresh', { body: { refreshToken } })).body.data
    await reset(owner.service, owner.email, code)
    await expectDead(thief)
    await expectDead({ ...thief, ...refreshed })
  })

  it('does not survive as the answer to a login that was in flight during a reset', async () => {
    const owner = await newPerson()
    const code = await resetCodeOf(owner)
    const [login, owners] = await Promise.all([
      call('/users/login', { body: { email: owner.email, password: PASSWORD } }),
      reset(owner.service, owner.email, code),
    ])
    expect(owners.status).toBe(200)
    // Either it came too late for the old password, or the reset ended what it had started.
    if (login.status === 200) await expectDead(login.body.data)
    expect(await sessionRows()).toHaveLength(1)
  })

  it('without the password changes no password and no address, and erases nothing', async () => {
    const owner = await newPerson()
    const { token } = await owner.signIn()
    const before = await userRow(owner._id)
    const attempts = [
      ['PUT', '/users/password', { currentPassword: 'a guess of the thief', newPassword: NEW_PASSWORD }],
      ['PUT', '/users/email', { email: 'thief@example.com', password: 'a guess of the thief' }],
      ['DELETE', '/users/account', { password: 'a guess of the thief' }],
    ] as const
    for (const [method, path, body] of attempts) {
      expect((await call(path, { method, token, body })).body).toMatchObject({
        code: 'invalid_credentials',
        message: 'The password is wrong.',
      })
      expect((await call(path, { method, token, body: {} })).body.code).toBe('invalid_request')
    }
    expect(await userRow(owner._id)).toEqual(before)
  })
})

describe('a move to another address that a thief with the password has asked for', () => {
  it('does not survive a reset', async () => {
    stopClock()
    const owner = await newPerson()
    const thief = { ...owner, ...(await owner.signIn()) }
    const code = await changeCodeOf(thief, 'thief@example.com')
    const { body } = await reset(owner.service, owner.email, await resetCodeOf(owner))
    const { token } = body.data
    expect(await call('/users/email/verify', { token: thief.token, body: { code } })).toMatchObject({ status: 401 })
    expect((await call('/users/email/verify', { token, body: { code } })).body.code).toBe('code_invalid')
    advance(MINUTE)
    expect(await userRow(owner._id)).toMatchObject({ email: owner.email })
  })

  it('does not survive a change of the password, as the warning to the old address promises', async () => {
    const owner = await newPerson()
    await verifyEmail(owner._id)
    const thief = await owner.signIn()
    const code = await changeCodeOf({ ...owner, ...thief }, 'thief@example.com')
    expect(owner.mailbox.mailsTo(owner.email).at(-1)?.text).toContain('change your password now')
    const { token } = (await changePassword(owner)).body.data
    expect((await call('/users/email/verify', { token, body: { code } })).body.code).toBe('code_invalid')
    expect(await userRow(owner._id)).toMatchObject({ email: owner.email })
  })

  it('gives the account away to nobody by the owner’s own verification', async () => {
    const owner = await newPerson()
    const code = owner.mailbox.lastCode(owner.email)
    await changeCodeOf(owner, 'thief@example.com')
    expect((await owner.as('/users/email/verify', { body: { code } })).body.data.email).toBe(owner.email)
  })
})

describe('a password that a thief who knows the old one has changed', () => {
  it('can be reset at once, however many codes were asked for before', async () => {
    stopClock()
    const owner = await newPerson()
    await verifyEmail(owner._id)
    for (let mail = 0; mail < 7; mail++) {
      await resetCodeOf(owner)
      advance(MINUTE)
    }
    await changePassword(owner)
    expect(owner.mailbox.mailsTo(owner.email).at(-1)?.subject).toContain('Your password was changed')
    expect((await reset(owner.service, owner.email, await resetCodeOf(owner))).status).toBe(200)
  })
})

describe('an account that somebody made with the address of another', () => {
  it('is theirs no more when its owner resets the password: session, password and pending move are dead', async () => {
    const squatter = await newPerson({ email: 'owner@example.com' })
    const code = await changeCodeOf(squatter, 'squatter@example.com')
    const { body } = await reset(squatter.service, squatter.email, await resetCodeOf(squatter))
    expect(body.data).toMatchObject({ email: 'owner@example.com', emailVerified: true })
    await expectDead(squatter)
    const verify = await call('/users/email/verify', { token: body.data.token, body: { code } })
    expect(verify.body.code).toBe('code_invalid')
    const login = await call('/users/login', { body: { email: 'owner@example.com', password: PASSWORD } })
    expect(login.status).toBe(401)
  })
})

import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { interceptD1 } from '../../support/d1.ts'
import { linkWith, loginWith, type ProviderName, signedInWith, unlink } from '../../support/provider-login.ts'
import { eventTypes, identityRows, sessionRows, userRows, verifyEmail } from '../../support/rows.ts'
import { type Answer, type Service, serviceWith } from '../../support/service.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']
const EMAIL = 'robin@example.com'

const outcomes = (answers: Answer[]) => answers.map(({ status, body }) => body.code ?? status).sort()

/** The service, whose database makes the writes of a call and then breaks the connection, once. */
function afterLostAnswer(): { service: Service; trips: () => number } {
  let trips = 0
  const DB = interceptD1(async (run) => {
    const outcome = await run()
    if (++trips === 1) throw new Error('D1_ERROR: Network connection lost.')
    return outcome
  })
  return { service: serviceWith({ DB }), trips: () => trips }
}

describe.each(BOTH)('two sign-ins at once with %s', (provider) => {
  it('make one user and two sessions of a first one', async () => {
    stopClock()
    const answers = await Promise.all([loginWith(provider), loginWith(provider)])
    expect(outcomes(answers)).toEqual([200, 200])
    const [user, ...others] = await userRows()
    expect(others).toEqual([])
    for (const { body } of answers) {
      expect(body.data._id).toBe(user?.id)
      expect(await tryAccess(body.data.token)).toEqual(ACCEPTED)
    }
    expect(await identityRows()).toHaveLength(1)
    expect(await sessionRows()).toHaveLength(2)
    expect((await eventTypes()).sort()).toEqual(['logged_in', 'logged_in', 'registered'])
  })

  it('link one account once', async () => {
    stopClock()
    const { _id } = await registerUser({ email: EMAIL })
    await verifyEmail(_id)
    const claims = { email: EMAIL }
    expect(outcomes(await Promise.all([loginWith(provider, claims), loginWith(provider, claims)]))).toEqual([200, 200])
    expect(await identityRows()).toMatchObject([{ user_id: _id }])
    expect((await eventTypes()).filter((type) => type === 'identity_linked')).toHaveLength(1)
  })
})

describe('two different accounts at once', () => {
  it('of two providers with one address end with one user', async () => {
    const answers = await Promise.all(BOTH.map((provider) => loginWith(provider, { email: EMAIL })))
    expect(outcomes(answers)).toEqual([200, 200])
    expect(await userRows()).toHaveLength(1)
    expect(new Set((await identityRows()).map(({ user_id }) => user_id)).size).toBe(1)
  })

  it.each(BOTH)('of %s with one address: one has it, and the other is told so', async (provider) => {
    const subs = ['one', 'other']
    const answers = await Promise.all(subs.map((sub) => loginWith(provider, { sub, email: EMAIL })))
    expect(outcomes(answers)).toEqual([200, 'account_exists'])
    expect(await userRows()).toHaveLength(1)
    const winner = subs[answers.findIndex(({ status }) => status === 200)]
    expect(await identityRows()).toMatchObject([{ subject: winner }])
    expect(await sessionRows()).toHaveLength(1)
  })

  it('and a registration with the same address: nobody takes what the other has', async () => {
    const registration = serviceWith()('/users/register', {
      body: { name: 'Robin', email: EMAIL, password: 'correct horse battery staple' },
    })
    const [registered, signedIn] = await Promise.all([registration, loginWith('google', { email: EMAIL })])
    expect([
      [201, 'account_exists'],
      ['email_taken', 200],
    ]).toContainEqual([registered.body.code ?? registered.status, signedIn.body.code ?? signedIn.status])
    expect(await userRows()).toHaveLength(1)
    expect(await sessionRows()).toHaveLength(1)
  })
})

describe('at once', () => {
  it('two users who link one account: one has it, and the other is told so', async () => {
    const users = [await registerUser({ email: 'one@example.com' }), await registerUser({ email: 'other@example.com' })]
    const answers = await Promise.all(users.map(({ token }) => linkWith('apple', token)))
    expect(outcomes(answers)).toEqual([200, 'identity_taken'])
    const winner = users[answers.findIndex(({ status }) => status === 200)]
    expect(await identityRows()).toMatchObject([{ user_id: winner?._id }])
  })

  it('one user links the same account twice, and it is recorded once', async () => {
    stopClock()
    const { token } = await registerUser()
    expect(outcomes(await Promise.all([linkWith('apple', token), linkWith('apple', token)]))).toEqual([200, 200])
    expect(await identityRows()).toHaveLength(1)
    expect((await eventTypes()).filter((type) => type === 'identity_linked')).toHaveLength(1)
  })

  it('both ways in are unlinked: one of them stays', async () => {
    const { token } = await signedInWith('apple')
    await linkWith('google', token)
    const answers = await Promise.all(BOTH.map((provider) => unlink(provider, token)))
    expect(outcomes(answers)).toEqual([204, 'last_way_in'])
    expect(await identityRows()).toHaveLength(1)
  })

  it('one way in is unlinked twice: once', async () => {
    const { token } = await registerUser()
    await linkWith('google', token)
    const answers = await Promise.all([unlink('google', token), unlink('google', token)])
    expect(outcomes(answers)).toEqual([204, 'identity_not_found'])
    expect((await eventTypes()).filter((type) => type === 'identity_unlinked')).toHaveLength(1)
  })
})

describe('a write that was made and not confirmed is made once', () => {
  it.each(BOTH)('when %s makes a user', async (provider) => {
    const { service, trips } = afterLostAnswer()
    const { status, body } = await loginWith(provider, {}, { service })
    expect([status, trips()]).toEqual([200, 2])
    expect(await userRows()).toMatchObject([{ id: body.data._id }])
    expect(await identityRows()).toMatchObject([{ user_id: body.data._id }])
    expect(await sessionRows()).toHaveLength(1)
    expect(await eventTypes()).toEqual(['logged_in', 'registered'])
    expect(await tryAccess(body.data.token)).toEqual(ACCEPTED)
  })

  it('when a sign-in links', async () => {
    const { _id } = await registerUser({ email: EMAIL })
    await verifyEmail(_id)
    const { service } = afterLostAnswer()
    expect((await loginWith('google', { email: EMAIL }, { service })).status).toBe(200)
    expect(await identityRows()).toMatchObject([{ user_id: _id }])
    expect(await eventTypes()).toEqual(['identity_linked', 'logged_in', 'registered'])
    expect(await sessionRows()).toHaveLength(2)
  })

  it('when a known one signs in', async () => {
    const { _id } = await signedInWith('google')
    advance(MINUTE)
    const { service } = afterLostAnswer()
    expect((await loginWith('google', {}, { service })).body.data._id).toBe(_id)
    expect(await sessionRows()).toHaveLength(2)
    expect(await eventTypes()).toEqual(['logged_in', 'logged_in', 'registered'])
  })

  it('when the caller links', async () => {
    const { token } = await registerUser()
    const { service, trips } = afterLostAnswer()
    expect(await linkWith('apple', token, {}, service)).toMatchObject({ status: 200, body: { data: [{}] } })
    expect(trips()).toBe(2)
    expect(await identityRows()).toHaveLength(1)
    expect(await eventTypes()).toEqual(['identity_linked', 'registered'])
  })

  it('when the caller unlinks', async () => {
    const { token } = await registerUser()
    await linkWith('apple', token)
    const { service } = afterLostAnswer()
    expect((await unlink('apple', token, service)).status).toBe(204)
    expect(await identityRows()).toEqual([])
    expect(await eventTypes()).toEqual(['identity_linked', 'identity_unlinked', 'registered'])
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { advance, DAY, MINUTE, stopClock } from '../../support/clock.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

let owner: Person

const login = (password: string, deviceToken?: string, email = owner.email) =>
  call('/users/login', { body: { email, password, ...(deviceToken && { deviceToken }) } })

const lockOut = async () => {
  for (let guess = 0; guess <= 10; guess++) await login('a guess')
}

beforeEach(async () => {
  stopClock()
  owner = await newPerson()
})

// OWASP, Slow Down Online Guessing Attacks with Device Cookies.
describe('locking an owner out of a device on which they have signed in', () => {
  it('fails: the last refresh token of an ended session lets them try, and get in', async () => {
    await owner.as('/users/logout', { method: 'POST' })
    await lockOut()
    expect((await login(PASSWORD)).status).toBe(429)
    expect((await login('a slip', owner.refreshToken)).status).toBe(401)
    expect((await login(PASSWORD, owner.refreshToken)).status).toBe(200)
    expect((await login(PASSWORD)).status, 'and frees nobody else').toBe(429)
  })

  it('fails by the limit of the network that both share, too', async () => {
    const service = serviceWith({
      LIMIT_PASSWORD: { limit: async ({ key }: { key: string }) => ({ success: !key.startsWith(owner.email) }) },
    })
    const body = { email: owner.email, password: PASSWORD }
    expect((await service('/users/login', { body })).status).toBe(429)
    expect((await service('/users/login', { body: { ...body, deviceToken: owner.refreshToken } })).status).toBe(200)
  })

  it('fails also a year later', async () => {
    advance(400 * DAY)
    await lockOut()
    expect((await login(PASSWORD, owner.refreshToken)).status).toBe(200)
    advance(60 * DAY) // the token was to expire after sixty
    await lockOut()
    expect((await login(PASSWORD, owner.refreshToken)).status).toBe(429)
  })
})

describe('guessing with the token of a device', () => {
  it('has ten guesses, too, however many are made at once, and blocks nobody else', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => login('a guess', owner.refreshToken)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
    const blocked = await login(PASSWORD, owner.refreshToken)
    expect(blocked.headers.get('retry-after')).toBe('60')
    expect((await login(PASSWORD)).status).toBe(200)
    advance(MINUTE)
    expect((await login(PASSWORD, owner.refreshToken)).status).toBe(200)
  })

  it('gains nothing with that of another user', async () => {
    const thief = await newPerson({ email: 'thief@example.com' })
    const other = await thief.signIn()
    await lockOut()
    for (const { refreshToken } of [thief, other]) expect((await login(PASSWORD, refreshToken)).status).toBe(429)
    expect((await login(PASSWORD, thief.refreshToken, 'nobody@example.com')).status).toBe(401)
  })

  it('gains nothing with an access token, an altered one, or none of ours', async () => {
    await lockOut()
    const altered = `${owner.refreshToken.slice(0, -4)}AAAA`
    for (const token of [owner.token, altered, 'none']) expect((await login(PASSWORD, token)).status).toBe(429)
  })
})

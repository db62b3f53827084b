import { beforeEach, describe, expect, it } from 'vitest'
import { advance, DAY, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { createGuest, exists, type Guest } from '../support/guests.ts'
import { expectLogs } from '../support/logs.ts'
import { call, serviceWith } from '../support/service.ts'
import { PASSWORD } from '../support/users.ts'

// A guest lives shorter than a session does without use, and a session no year: a day of the trigger takes its time.
const SHORT = { GUEST_TTL: '30d', SESSION_MAX_AGE: '120d' }
const service = serviceWith(SHORT)

let guest: Guest

beforeEach(async () => {
  expectLogs('swept')
  stopClock()
  guest = await createGuest(service)
})

/** So many days later, after the cron trigger has run on each of them. */
async function pass(days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    advance(DAY)
    await runCron(SHORT)
  }
}

const refresh = async () => {
  const { body } = await service('/users/token/refresh', { body: { refreshToken: guest.refreshToken } })
  Object.assign(guest, body.data)
}

describe('the cron trigger deletes a guest', () => {
  it('GUEST_TTL after the last use, and not before', async () => {
    await pass(29)
    expect(await exists(guest._id)).toBe(true)
    await refresh()
    await pass(29)
    expect(await exists(guest._id)).toBe(true)
    await pass(2)
    expect(await exists(guest._id)).toBe(false)
  })

  it('who has logged out, when they would have been deleted without', async () => {
    await call('/users/logout', { method: 'POST', token: guest.token })
    await pass(31)
    expect(await exists(guest._id)).toBe(false)
  })

  it('not while they use their session, until that ends for ever', async () => {
    for (let month = 0; month < 4; month++) {
      await pass(28)
      await refresh()
    }
    expect(await exists(guest._id)).toBe(true) // on day 112
    await pass(9)
    expect(await exists(guest._id)).toBe(false)
  })

  it('and no user who has been one', async () => {
    const body = { email: 'robin@example.com', password: PASSWORD }
    expect((await call('/users/guest/upgrade', { token: guest.token, body })).status).toBe(200)
    await pass(40)
    expect(await exists(guest._id)).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { newPerson } from '../../support/person.ts'
import { everyLimit } from '../../support/routes/limits.ts'
import { serviceWith } from '../../support/service.ts'

const STRANGER = { 'cf-connecting-ip': '198.51.100.66' }
const OWNER = { 'cf-connecting-ip': '203.0.113.7' }
const PASSWORD = 'another horse battery staple'

/** Limiters of so many calls a key, for ever: as in wrangler.toml, where an address alone has twelve times as many. */
const countingLimits = () =>
  everyLimit((name) => {
    const counts = new Map<string, number>()
    return {
      limit: async ({ key }) => {
        const count = (counts.get(key) ?? 0) + 1
        counts.set(key, count)
        return { success: count <= (name === 'LIMIT_ADDRESS' ? 120 : 10) }
      },
    }
  })

describe('a stranger who asks for emails and gives codes until they may no longer', () => {
  it('keeps the owner of the address from neither', async () => {
    stopClock()
    const { email, mailbox } = await newPerson()
    const service = serviceWith({ EMAIL: mailbox.EMAIL, ...countingLimits() })
    const forgot = (headers: Record<string, string>) => service('/users/password/forgot', { headers, body: { email } })
    const reset = (headers: Record<string, string>, code: string) =>
      service('/users/password/reset', { headers, body: { email, code, password: PASSWORD } })
    const otherAddress = { ...STRANGER, 'cf-connecting-ip': '198.51.100.67' } // for the guesses: LIMIT_LOGIN is by IP
    for (let times = 0; times < 10; times++) await forgot(STRANGER)
    for (let times = 0; times < 10; times++) await reset(otherAddress, '000000')
    expect((await forgot(STRANGER)).status).toBe(429)
    expect((await reset(otherAddress, '000000')).status).toBe(429)
    advance(MINUTE)
    expect((await forgot(OWNER)).status).toBe(202)
    expect((await reset(OWNER, mailbox.lastCode(email))).status).toBe(200)
  })
})

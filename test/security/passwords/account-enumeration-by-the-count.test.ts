import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { newJwkSet } from '../../../scripts/support/new-jwk-set.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { countingD1 } from '../../support/d1.ts'
import { loggedText } from '../../support/logs.ts'
import { countSlices } from '../../support/production-limits.ts'
import { disableUser } from '../../support/rows.ts'
import { type Answer, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

/** All that a caller can compare, less what is another for each request. */
function visible({ status, headers, body }: Answer) {
  const perRequest = new Set(['x-request-id', 'x-d1-bookmark'])
  return {
    status,
    body: { ...body, requestId: undefined },
    headers: [...headers].map(([name, value]) => [name, perRequest.has(name) || value]),
  }
}

/** Twelve guesses at an address, each with what it cost; then one more after each of two waits. */
async function observe(email: string) {
  stopClock()
  const { DB, trips } = countingD1()
  const service = serviceWith({ DB, LIMIT_PASSWORD: env.LIMIT_PASSWORD })
  const observed: unknown[] = []
  const guess = async () => {
    const slices = await countSlices(async () => {
      observed.push(visible(await service('/users/login', { body: { email, password: 'not the right one' } })))
    })
    observed.push({ slices, trips: trips() })
  }
  for (let attempt = 1; attempt <= 12; attempt++) await guess()
  for (const wait of [1, 2]) {
    advance(wait * MINUTE)
    await guess()
    await guess()
  }
  return observed
}

describe('finding out whether an email is registered by how often it may be guessed at', () => {
  it('an unknown email is counted like a known one: every answer, header, wait and cost', async () => {
    await registerUser({ email: 'known@example.com' })
    const known = await observe('known@example.com')
    expect(await observe('unknown@example.com')).toEqual(known)
  })

  it('so is that of a disabled account', async () => {
    const { _id } = await registerUser({ email: 'disabled@example.com' })
    await disableUser(_id)
    const disabled = await observe('disabled@example.com')
    expect(await observe('unknown@example.com')).toEqual(disabled)
  })

  it('a lock tells nothing of the password: the right one is answered like a wrong one', async () => {
    stopClock()
    await registerUser()
    const service = serviceWith()
    const login = (password: string) => service('/users/login', { body: { email: 'syamlal@example.com', password } })
    for (let attempt = 1; attempt <= 10; attempt++) await login('not the right one')
    expect(visible(await login(PASSWORD))).toEqual(visible(await login('not the right one')))
  })
})

describe('what is kept of failed sign-ins', () => {
  it('names nobody: neither the database nor the log holds an address that somebody tried', async () => {
    await observe('unknown@example.com')
    const { results } = await env.DB.prepare('SELECT * FROM login_attempts').all()
    expect(results).toHaveLength(1)
    expect(JSON.stringify(results)).not.toMatch(/unknown|example/)
    expect(results[0]?.address_hash).toMatch(/^[\w-]{43}$/)
    expect(loggedText()).not.toMatch(/unknown@|example\.com/)
  })

  it('cannot be recomputed from an address: the same one is another for another key', async () => {
    const hashOf = async (settings: Record<string, unknown> = {}) => {
      const service = serviceWith(settings)
      await service('/users/login', { body: { email: 'unknown@example.com', password: 'x' } })
      const { results } = await env.DB.prepare('DELETE FROM login_attempts RETURNING address_hash').all()
      expect(results).toHaveLength(1)
      return results[0]?.address_hash
    }
    const ours = await hashOf()
    expect(await hashOf({ JWT_KEYS: JSON.stringify(await newJwkSet()) })).not.toBe(ours)
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { advance, SECOND, stopClock } from '../../support/clock.ts'
import { forge } from '../../support/forge.ts'
import { type ServerElsewhere, serverElsewhere } from '../../support/server-elsewhere.ts'
import { registerUser } from '../../support/users.ts'

const ATTEMPTS = 50

beforeEach(() => {
  stopClock()
})

/** Tokens that name keys which nobody has, sent one after another and all at once. */
async function inventKids({ tryToken }: ServerElsewhere, token: string): Promise<void> {
  const forgeries = await Promise.all(
    Array.from({ length: ATTEMPTS }, (_, number) => forge(token, { header: { kid: `invented-${number}` } })),
  )
  await Promise.all(forgeries.map(tryToken))
  for (const forged of forgeries) expect(await tryToken(forged)).not.toBe('accepted')
}

describe('a stranger who invents key ids at a server elsewhere', () => {
  it('makes it ask the issuer once in 30 seconds, and delays nobody', async () => {
    const server = serverElsewhere()
    const { token } = await registerUser()
    expect(await server.tryToken(token)).toBe('accepted')
    await inventKids(server, token)
    expect(server.asked()).toBe(1) // the keys had just been fetched
    advance(30 * SECOND)
    await inventKids(server, token)
    expect(server.asked()).toBe(2)
    expect(await server.tryToken(token)).toBe('accepted')
  })

  it('does no more while the issuer cannot be reached', async () => {
    const server = serverElsewhere()
    const { token } = await registerUser()
    expect(await server.tryToken(token)).toBe('accepted')
    server.reach(undefined)
    advance(30 * SECOND)
    await inventKids(server, token)
    expect(server.asked()).toBe(2)
    expect(await server.tryToken(token)).toBe('accepted')
  })

  it('cannot do it with tokens of another issuer or type at all', async () => {
    const server = serverElsewhere()
    const { token } = await registerUser()
    const header = { kid: 'invented' }
    expect(await server.tryToken(await forge(token, { header, claims: { iss: 'https://attacker.example' } }))).toBe(
      'token_invalid iss',
    )
    expect(await server.tryToken(await forge(token, { header: { ...header, typ: 'JWT' } }))).toBe('token_invalid typ')
    expect(server.asked()).toBe(0)
  })
})

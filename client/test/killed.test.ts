import { describe, expect, it } from 'vitest'
import { advance, DAY, MINUTE, SECOND } from '../../test/support/clock.ts'
import { PASSWORD } from '../../test/support/users.ts'
import { startProcess } from './support/mortal-process.ts'
import { codeOf, openPhone, openSignedInPhone } from './support/phone.ts'

const NEVER = Number.POSITIVE_INFINITY

/** Each step that a process with an expired token takes to read the profile; none if the n-th is past its end. */
async function killAt(step: number, rest: number): Promise<string | undefined> {
  const { storage } = await openSignedInPhone({ email: `killed${step}after${rest}@example.com` })
  advance(11 * DAY)
  const { client, death } = startProcess(storage, step)
  const outcome = await Promise.race([death, client.getProfile().then(() => undefined)])
  advance(rest)

  const restarted = openPhone({ storage })
  const { name } = await restarted.client.getProfile()
  expect(name).toBe('Syamlal')
  expect(restarted.events).not.toContain('signedOut')

  // And stays so: the tokens that it went on with are the session's own.
  for (let round = 0; round < 3; round++) {
    advance(11 * DAY)
    expect((await restarted.client.getProfile()).name).toBe('Syamlal')
  }
  return outcome
}

describe('a process that is killed at any step of a refresh, and started again', () => {
  it.each([
    ['at once', 0],
    ['within the grace', 59 * SECOND],
    ['just after the grace', 61 * SECOND],
    ['a week later', 7 * DAY],
    ['when the new token has expired, too', 11 * DAY],
  ])('%s, is still signed in', { timeout: 60_000 }, async (_, rest) => {
    const steps: string[] = []
    for (let step = 0; ; step++) {
      const where = await killAt(step, rest)
      if (where === undefined) break
      steps.push(where)
    }
    expect(steps).toEqual([
      'before reading the storage',
      'after reading the storage',
      'before the answer of /users/profile',
      'after the answer of /users/profile',
      'before reading the answer of /users/profile',
      'after reading the answer of /users/profile',
      'before reading the storage',
      'after reading the storage',
      'before the answer of /users/token/refresh',
      'after the answer of /users/token/refresh',
      'before reading the answer of /users/token/refresh',
      'after reading the answer of /users/token/refresh',
      'before reading the storage',
      'after reading the storage',
      'before writing the storage',
      'after writing the storage',
      'before the answer of /users/profile',
      'after the answer of /users/profile',
      'before reading the answer of /users/profile',
      'after reading the answer of /users/profile',
      'before writing the profile',
      'after writing the profile',
      'before reading the storage',
      'after reading the storage',
    ])
  })

  it('again and again, is still signed in', async () => {
    const { storage } = await openSignedInPhone()
    const restingTimes = [0, 30 * SECOND, 2 * MINUTE, 0, 2 * MINUTE]
    for (const rest of restingTimes) {
      advance(11 * DAY)
      for (let step = 20; step >= 0; step--) {
        const { client, death } = startProcess(storage, step)
        await Promise.race([death, client.refreshToken()])
        advance(rest)
      }
    }
    const { client } = startProcess(storage, NEVER)
    expect((await client.getProfile()).name).toBe('Syamlal')
  })
})

it('a process that is killed at any step of a renewal, and started again, is still signed in', async () => {
  for (let step = 0, isOver = false; !isOver; step++) {
    const { storage } = await openSignedInPhone({ email: `killed${step}@example.com` })
    advance(6 * DAY)
    const { client, death } = startProcess(storage, step)
    isOver = await Promise.race([death.then(() => false), client.getProfile().then(() => true)])
    expect((await openPhone({ storage }).client.getProfile()).name).toBe('Syamlal')
  }
})

it('a process that is killed at any step of a change of the password, and started again, has both tokens or a login to make', async () => {
  const next = 'another horse battery staple'
  const outcomes: string[] = []
  for (let step = 0, isOver = false; !isOver; step++) {
    const email = `killed${step}@example.com`
    const { storage } = await openSignedInPhone({ email })
    const { client, death } = startProcess(storage, step)
    const change = client.changePassword({ currentPassword: PASSWORD, newPassword: next })
    isOver = await Promise.race([death.then(() => false), change.then(() => true)])
    const restarted = openPhone({ storage })
    const code = await codeOf(restarted.client.getProfile())
    if (code === 'success') await restarted.client.refreshToken()
    else await restarted.client.login({ email, password: next })
    outcomes.push(code)
  }
  // Whoever dies between the change and the write has tokens of a session that is no more.
  expect(outcomes).toEqual([
    ...Array(3).fill('success'),
    ...Array(6).fill('session_ended'),
    ...Array(2).fill('success'),
  ])
})

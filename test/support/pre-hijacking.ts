import { expect } from 'vitest'
import { advance, MINUTE } from './clock.ts'
import { type Person, resetCodeOf } from './person.ts'
import { type Answer, call } from './service.ts'
import { SESSION_ENDED, tryAccess, tryRefresh } from './try-token.ts'
import { PASSWORD } from './users.ts'

export const VICTIM = 'victim@example.com'
export const VICTIMS_PASSWORD = 'another horse battery staple'

/** The owner of the mailbox resets the password of the account that somebody else has made with their address. */
export async function resetByVictim(attacker: Person, email = VICTIM): Promise<Answer> {
  advance(MINUTE)
  const code = await resetCodeOf({ ...attacker, email })
  return attacker.service('/users/password/reset', { body: { email, code, password: VICTIMS_PASSWORD } })
}

/** Neither a session nor the password of the attacker opens the account any more. */
export async function expectLockedOut(attacker: Person, email = VICTIM): Promise<void> {
  expect(await tryAccess(attacker.token)).toEqual(SESSION_ENDED)
  expect(await tryRefresh(attacker.refreshToken)).toEqual(SESSION_ENDED)
  const login = await call('/users/login', { body: { email, password: PASSWORD } })
  expect(login.body.code).toBe('invalid_credentials')
}

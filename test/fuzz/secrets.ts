import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import { loggedText } from '../support/logs.ts'
import { userRow } from '../support/rows.ts'
import type { Answer } from '../support/service.ts'
import { PASSWORD, type SignedIn } from '../support/users.ts'
import { CANARY } from './arbitraries.ts'
import { answerText } from './send.ts'

/** Fails if something leaks: to be asked after each answer. */
export type LeakCheck = (answer: Answer) => void

/**
 * A check that a failure, and what was logged since the last check, hold nothing of the service's key, of what belongs
 * to this user alone, and of what the caller sent.
 */
export async function leakCheckFor({ _id, token, refreshToken }: SignedIn): Promise<LeakCheck> {
  const [{ d }] = JSON.parse(env.JWT_KEYS).keys
  const { password_hash: hash } = await userRow(_id)
  const signatures = [token, refreshToken].map((text) => text.split('.')[2] ?? text)
  const secrets = [d, hash, PASSWORD, CANARY, ...signatures]
  let checked = 0
  return (answer) => {
    const text = loggedText()
    const told = text.slice(checked) + (answer.status < 400 ? '' : answerText(answer))
    checked = text.length
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([])
  }
}

import { beforeEach, describe, expect, it } from 'vitest'
import { newPerson, type Person } from '../../support/person.ts'
import { everyLimit } from '../../support/routes/limits.ts'
import { type Answer, type Service, serviceWith } from '../../support/service.ts'
import { PASSWORD, type SignedIn } from '../../support/users.ts'

const CALLS_A_KEY = 20

let owner: Person
let thief: SignedIn
let service: Service

beforeEach(async () => {
  owner = await newPerson()
  thief = await owner.signIn()
  service = serviceWith({ EMAIL: owner.mailbox.EMAIL, ...everyLimit(countingLimiter) })
})

/** A limiter of so many calls for each key, for ever. */
function countingLimiter() {
  const counts = new Map<string, number>()
  return {
    limit: async ({ key }: { key: string }) => {
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return { success: count <= CALLS_A_KEY }
    },
  }
}

const list = (token: string) => service('/users/sessions', { token })
const endOthers = (token: string) => service('/users/sessions', { method: 'DELETE', token })
const exportAll = (token: string) => service('/users/account/export', { token })
const refresh = (refreshToken: string) => service('/users/token/refresh', { body: { refreshToken } })
const verify = (token: string) => service('/users/email/verify', { token, body: { code: owner.mailbox.lastCode() } })
const sendVerification = (token: string) => service('/users/email/verification', { method: 'POST', token })
const changePassword = (token: string, currentPassword: string) =>
  service('/users/password', { method: 'PUT', token, body: { currentPassword, newPassword: PASSWORD } })

/** Spends every limit that a token can spend. */
async function spendAll({ token, refreshToken }: SignedIn): Promise<void> {
  const calls: (() => Promise<Answer>)[] = [
    () => list(token),
    () => endOthers(token),
    () => exportAll(token),
    () => refresh(refreshToken),
    () => verify(token),
    () => sendVerification(token),
    () => changePassword(token, 'a guess'),
  ]
  for (let round = 0; round <= CALLS_A_KEY; round++) for (const call of calls) await call()
  expect((await list(token)).body.code).toBe('rate_limited')
}

describe('somebody with the token of a session that has ended', () => {
  it('keeps its owner from nothing in another session, however many calls they make', async () => {
    await owner.as('/users/logout', { method: 'POST', token: thief.token })
    await spendAll(thief)
    expect((await list(owner.token)).status).toBe(200)
    expect((await exportAll(owner.token)).status).toBe(200)
    expect((await endOthers(owner.token)).status).toBe(204)
    expect((await verify(owner.token)).status).toBe(200)
    const refreshed = await refresh(owner.refreshToken)
    expect(refreshed.status).toBe(200)
    const changed = await changePassword(refreshed.body.data.token, PASSWORD)
    expect(changed.status).toBe(200)
    const body = { password: PASSWORD }
    const { token } = changed.body.data
    expect((await service('/users/account', { method: 'DELETE', token, body })).status).toBe(204)
  })
})

import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { watchedD1 } from '../../support/d1.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { disableUser, makeGuest, verifyEmail } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const PER_REQUEST = new Set(['x-request-id'])

/** All that a caller can compare, less what is another for each request, and what the call wrote. */
async function attempt(path: string, body: Record<string, unknown>, settings: Record<string, unknown> = {}) {
  const { DB, trips } = watchedD1()
  const answer = await serviceWith({ DB, EMAIL: openMailbox().EMAIL, ...settings })(path, { body })
  const { requestId: _, ...visible } = answer.body
  return {
    status: answer.status,
    body: visible,
    headers: [...answer.headers].map(([name, value]) => [name, PER_REQUEST.has(name) || value]),
    written: trips.map(({ rowsWritten }) => rowsWritten),
  }
}

const EMAILS = ['unverified', 'verified', 'disabled', 'passwordless', 'unknown'].map((kind) => `${kind}@example.com`)

/** A user of each kind; nobody is the last. */
async function fillUsers() {
  const [, verified, disabled, passwordless] = await Promise.all(
    EMAILS.slice(0, -1).map((email) => registerUser({ email })),
  )
  await verifyEmail(verified?._id ?? '')
  await disableUser(disabled?._id ?? '')
  await makeGuest(passwordless?._id ?? '')
}

/** What each of the calls got, one after another. */
async function outcomes(make: (email: string) => Promise<unknown>) {
  const all: unknown[] = []
  for (const email of EMAILS) all.push(await make(email))
  return all
}

describe.each(['off', 'on'])(
  'finding out by a code that signs in whether somebody has an email, SIGN_UP_BY_CODE %s',
  (signUp) => {
    const settings = { SIGN_UP_BY_CODE: signUp }
    const ask = (email: string) => attempt('/users/login/code', { email }, settings)
    const guess = (email: string) => attempt('/users/login/code/verify', { email, code: '123456' }, settings)
    const follow = (email: string) => attempt('/users/login/code/verify', { email, token: 'none' }, settings)

    it('gets one answer, in one round trip that writes as much: for the first code, one too early, and the next', async () => {
      stopClock()
      await fillUsers()
      const [first, ...others] = await outcomes(ask)
      expect(first).toMatchObject({ status: 202, body: { data: { expiresIn: 600 } }, written: [2] })
      for (const other of others) expect(other).toEqual(first)
      const [early, ...early2] = await outcomes(ask)
      expect(early).toMatchObject({ ...(first as object), written: [0] })
      for (const other of early2) expect(other).toEqual(early)
      advance(MINUTE)
      const [next, ...next2] = await outcomes(ask)
      expect(next).toMatchObject({ status: 202 })
      for (const other of next2) expect(other).toEqual(next)
    })

    it('gets one answer to a wrong code, and to a wrong link, whether one was asked for or not', async () => {
      stopClock()
      await fillUsers()
      const [unasked, ...unasked2] = await outcomes(guess)
      expect(unasked).toMatchObject({ status: 400, body: { code: 'code_invalid' }, written: [0] })
      for (const other of unasked2) expect(other).toEqual(unasked)
      await outcomes(ask)
      const [wrong, ...wrong2] = await outcomes(guess)
      expect(wrong).toMatchObject({ status: 400, body: { code: 'code_invalid' } })
      for (const other of wrong2) expect(other).toEqual(wrong)
      const [link, ...link2] = await outcomes(follow)
      expect(link).toMatchObject({ status: 400, written: [0] })
      for (const other of link2) expect(other).toEqual(link)
    })

    it('gets no block of guesses sooner for one than for another', async () => {
      stopClock()
      await fillUsers()
      await outcomes(ask)
      for (let guesses = 0; guesses < 12; guesses++) {
        const [one, ...others] = await outcomes(guess)
        for (const other of others) expect(other).toEqual(one)
      }
    })
  },
)

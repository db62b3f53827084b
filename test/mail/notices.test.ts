import { describe, expect, it } from 'vitest'
import { newAdmin } from '../support/admin.ts'
import { newEnrolledPerson } from '../support/enrolled.ts'
import type { SentMail } from '../support/mailbox.ts'
import { ORIGIN } from '../support/origin.ts'
import { changeCodeOf, confirmByLink, newPerson, type Person } from '../support/person.ts'
import { linkWith, signedInWith, unlink } from '../support/provider-login.ts'
import { providers } from '../support/providers.ts'
import { verifyEmail } from '../support/rows.ts'
import { PASSWORD } from '../support/users.ts'

const NEW_EMAIL = 'new@example.com'

interface Change {
  subject: string
  make(person: Person): Promise<unknown>
}

/** What somebody does to an account that its owner has to hear of. */
const CHANGES: Record<string, Change> = {
  'an identity is linked': {
    subject: 'Latchkey: Apple was linked to your account',
    make: ({ token, service }) => linkWith('apple', token, { sub: 'another' }, service),
  },
  'an identity is linked by its address': {
    subject: 'Latchkey: Google was linked to your account',
    make: ({ email, service }) => signedInWith('google', { email }, { service }),
  },
  'an identity is unlinked': {
    subject: 'Latchkey: Apple was unlinked from your account',
    make: async ({ token, service }) => {
      await linkWith('apple', token, { sub: 'another' }, service)
      return unlink('apple', token, service)
    },
  },
  'the account has moved to another address, by the code': {
    subject: 'Latchkey: Your email address was changed',
    make: async (person) => {
      const code = await changeCodeOf(person, NEW_EMAIL)
      return person.as('/users/email/verify', { body: { code } })
    },
  },
  'the account has moved to another address, by the link': {
    subject: 'Latchkey: Your email address was changed',
    make: async (person) => {
      await changeCodeOf(person, NEW_EMAIL)
      return confirmByLink(person, NEW_EMAIL)
    },
  },
  'the password is changed': {
    subject: 'Latchkey: Your password was changed',
    make: ({ as }) =>
      as('/users/password', {
        method: 'PUT',
        body: { currentPassword: PASSWORD, newPassword: 'another horse battery staple' },
      }),
  },
  'it is signed in to on a new device': {
    subject: 'Latchkey: New sign-in to your account',
    make: ({ email, service }) =>
      service('/users/login', { body: { email, password: PASSWORD, deviceName: 'another' } }),
  },
  'the account is deleted, with the password': {
    subject: 'Latchkey: Your account was deleted',
    make: ({ as }) => as('/users/account', { method: 'DELETE', body: { password: PASSWORD } }),
  },
  'the account is deleted, with a token of a provider': {
    subject: 'Latchkey: Your account was deleted',
    make: async ({ as, token, service }) => {
      await linkWith('apple', token, { sub: 'another' }, service)
      const idToken = await providers.apple.idToken({ sub: 'another' })
      return as('/users/account', { method: 'DELETE', body: { provider: 'apple', idToken } })
    },
  },
}

const noticesIn = ({ mailbox, email }: Person): SentMail[] =>
  mailbox.mailsTo(email).filter(({ text }) => text.includes('this was not you'))

describe.each(Object.entries(CHANGES))('when %s', (_, { subject, make }) => {
  it('the owner is told at their verified address, with a link to the page that takes the account back', async () => {
    const person = await newPerson({ email: 'owner@example.com' })
    await verifyEmail(person._id)
    await make(person)
    const notice = noticesIn(person).at(-1)
    expect(notice?.subject).toBe(subject)
    expect(/^https:\S+$/m.exec(notice?.text ?? '')?.[0]).toBe(`${ORIGIN}/account/forgot-password?lang=en`)
    expect(`${notice?.subject} ${notice?.text}`).not.toMatch(/\d{6}|battery|eyJ/)
    expect(notice?.text).not.toContain(NEW_EMAIL)
  })

  it('nobody is told at an address that was not verified: it may be a stranger', async () => {
    const person = await newPerson({ email: 'owner@example.com' })
    await make(person).catch(() => undefined) // nothing is linked by such an address
    expect(noticesIn(person)).toEqual([])
  })
})

describe('nobody is told', () => {
  it('of an identity that was linked already', async () => {
    const person = await newPerson()
    await verifyEmail(person._id)
    await linkWith('apple', person.token, {}, person.service)
    await linkWith('apple', person.token, {}, person.service)
    expect(noticesIn(person)).toHaveLength(1)
  })

  it('of a deletion that was refused', async () => {
    const person = await newPerson()
    await verifyEmail(person._id)
    await person.as('/users/account', { method: 'DELETE', body: { password: 'a wrong one' } })
    expect(noticesIn(person)).toEqual([])
  })

  it('of a sign-in with an identity that is linked', async () => {
    const person = await newPerson()
    await verifyEmail(person._id)
    for (let time = 0; time < 2; time++)
      await signedInWith('google', { email: person.email }, { service: person.service })
    expect(noticesIn(person)).toHaveLength(1)
  })
})

describe('what an operator does is told as such', () => {
  const WAYS = {
    'Latchkey: Your account was deleted': { path: '', call: { method: 'DELETE' } },
    'Latchkey: Your email address was changed': { path: '', call: { method: 'PATCH', body: { email: NEW_EMAIL } } },
    'Latchkey: An authenticator app was removed from your account': {
      path: '/factors/:id',
      call: { method: 'DELETE' },
    },
  }

  it.each(Object.entries(WAYS))('%s', async (subject, { path, call }) => {
    const admin = await newAdmin()
    const { _id, email, factorId } = await newEnrolledPerson()
    await admin.as(`/admin/users/${_id}${path.replace(':id', factorId)}`, call)
    const [notice, ...others] = admin.mailbox.mailsTo(email)
    expect([notice?.subject, others]).toEqual([subject, []])
    expect(notice?.text).toContain('Our support did it.')
    expect(notice?.text).not.toMatch(/somebody knows your password|new@/)
    expect(/^https:\S+$/m.exec(notice?.text ?? '')?.[0]).toBe(`${ORIGIN}/account/forgot-password?lang=en`)
  })
})

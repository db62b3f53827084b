import { changeCodeOf, loginCodeOf, type Person, resetCodeOf } from './person.ts'
import type { Answer } from './service.ts'
import { PASSWORD } from './users.ts'

/** What a mailed code is for: how it is asked for, and how it is given back. */
export interface Purpose {
  purpose: string
  /** Asks for the first code, and reads it in the mail. */
  ask(person: Person): Promise<string>
  /** Asks for another. */
  askAgain(person: Person): Promise<Answer>
  give(person: Person, code: string): Promise<Answer>
}

const NEW_ADDRESS = 'new@example.com'

const verify = ({ as }: Person, code: string) => as('/users/email/verify', { body: { code } })

export const VERIFY_EMAIL: Purpose = {
  purpose: 'verify_email',
  ask: async ({ mailbox }) => mailbox.lastCode(), // registering asked for it
  askAgain: ({ as }) => as('/users/email/verification', { method: 'POST' }),
  give: verify,
}

export const CHANGE_EMAIL: Purpose = {
  purpose: 'change_email',
  ask: (person) => changeCodeOf(person, NEW_ADDRESS),
  askAgain: ({ as }) => as('/users/email', { method: 'PUT', body: { email: NEW_ADDRESS, password: PASSWORD } }),
  give: verify,
}

export const RESET_PASSWORD: Purpose = {
  purpose: 'reset_password',
  ask: resetCodeOf,
  askAgain: ({ service, email }) => service('/users/password/forgot', { body: { email } }),
  give: ({ service, email }, code) =>
    service('/users/password/reset', { body: { email, code, password: 'another horse battery staple' } }),
}

export const LOGIN: Purpose = {
  purpose: 'login',
  ask: loginCodeOf,
  askAgain: ({ service, email }) => service('/users/login/code', { body: { email } }),
  give: ({ service, email }, code) => service('/users/login/code/verify', { body: { email, code } }),
}

export const PURPOSES = [VERIFY_EMAIL, CHANGE_EMAIL, RESET_PASSWORD, LOGIN]

import { advance, MINUTE } from '../support/clock.ts'
import { openMailbox } from '../support/mailbox.ts'
import { type Answer, type Call, type Service, serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser, type SignedIn } from '../support/users.ts'
import type { Operation } from './document.ts'

const mailbox = openMailbox()

/** Keeps the mails that the service sends, for the codes in them. */
export const mailSettings = { EMAIL: mailbox.EMAIL }

export const service: Service = serviceWith(mailSettings)

export interface SuccessfulCall extends Call {
  path: string
}

/**
 * For each operation, by its id, a call that succeeds for this user, after whatever has to be done first. An operation
 * without an entry fails the suite.
 */
const CALLS: Record<string, (user: SignedIn) => SuccessfulCall | Promise<SuccessfulCall>> = {
  register: () => ({
    path: '/users/register',
    body: { name: 'Robin', email: 'robin@example.com', password: PASSWORD, deviceName: "Robin's phone" },
  }),
  login: ({ email }) => ({ path: '/users/login', body: { email, password: PASSWORD } }),
  getPublicProfile: ({ _id }) => ({ path: `/users/profile/public/${_id}` }),
  getProfile: ({ token }) => ({ path: '/users/profile', token }),
  updateProfile: ({ token }) => ({ path: '/users/profile', token, body: { name: 'Robin' } }),
  patchProfile: ({ token }) => ({ path: '/users/profile', token, body: { name: 'Robin' } }),

  refreshToken: ({ refreshToken }) => ({ path: '/users/token/refresh', body: { refreshToken } }),
  logout: ({ token }) => ({ path: '/users/logout', token }),
  listSessions: ({ token }) => ({ path: '/users/sessions', token }),
  endSession: async (user) => ({ path: `/users/sessions/${await newSession(user)}`, token: user.token }),
  endOtherSessions: ({ token }) => ({ path: '/users/sessions', token }),

  changePassword: ({ token }) => ({
    path: '/users/password',
    token,
    body: { currentPassword: PASSWORD, newPassword: 'another horse battery staple' },
  }),
  forgotPassword: ({ email }) => ({ path: '/users/password/forgot', body: { email } }),
  resetPassword: async ({ email }) => {
    await demand('/users/password/forgot', { body: { email } })
    return { path: '/users/password/reset', body: { email, code: mailbox.lastCode(), password: PASSWORD } }
  },
  sendEmailVerification: ({ token }) => {
    advance(2 * MINUTE) // registering sent one, and there is one a minute
    return { path: '/users/email/verification', token, method: 'POST' }
  },
  verifyEmail: async ({ token }) => {
    advance(2 * MINUTE)
    await demand('/users/email/verification', { token, method: 'POST' })
    return { path: '/users/email/verify', token, body: { code: mailbox.lastCode() } }
  },
  changeEmail: ({ token }) => ({
    path: '/users/email',
    token,
    body: { email: 'robin@example.com', password: PASSWORD },
  }),
  exportAccount: ({ token }) => ({ path: '/users/account/export', token }),
  deleteAccount: ({ token }) => ({ path: '/users/account', token, body: { password: PASSWORD } }),
  listActivity: ({ token }) => ({ path: '/users/activity', token }),

  getJwks: () => ({ path: '/.well-known/jwks.json' }),
  getOpenidConfiguration: () => ({ path: '/.well-known/openid-configuration' }),
  getOpenapiDocument: () => ({ path: '/openapi.json' }),
  getHealth: () => ({ path: '/health' }),
}

/** A call of the operation that succeeds for this user. Throws for an operation that has none in the table. */
export async function successfulCall({ id, method }: Operation, user: SignedIn): Promise<SuccessfulCall> {
  const prepare = CALLS[id]
  if (!prepare) throw new Error(`${id} has no call in test/contract/calls.ts`)
  return { method, ...(await prepare(user)) }
}

/** A user of the service, whose address no example in the document has. */
export const registered = (): Promise<SignedIn> => registerUser({ email: 'walker@example.com' }, service)

/** Makes the call that succeeds and gives its answer; `headers` are sent instead of its token. */
export async function succeed(operation: Operation, user: SignedIn, headers?: Record<string, string>): Promise<Answer> {
  const { path, token, ...example } = await successfulCall(operation, user)
  return service(path, { ...example, ...(headers ? { headers } : token && { token }) })
}

/** Makes a call that has to succeed. */
async function demand(path: string, call: Call): Promise<Answer> {
  const answer = await service(path, call)
  if (answer.status >= 300) throw new Error(`${path} failed: ${JSON.stringify(answer.body)}`)
  return answer
}

/** Signs the user in once more, and gives the id of that session. */
async function newSession({ email, token }: SignedIn): Promise<string> {
  await demand('/users/login', { body: { email, password: PASSWORD } })
  const { body } = await demand('/users/sessions', { token })
  return body.data.find(({ current }: { current: boolean }) => !current)._id
}

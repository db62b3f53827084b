import { routes } from '../../src/http/api/index.ts'
import { apiGroups } from '../../src/on-demand.ts'
import { advance, MINUTE } from './clock.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'
import { apple, google, sha256 } from './providers.ts'
import { type Call, type Service, serviceWith } from './service.ts'
import { PASSWORD, registerUser, type SignedIn } from './users.ts'

/** Every route of the API (pages for browsers are another matter), as `GET /users/profile`. Middleware is registered for ALL, routes for one method each. */
export const everyRoute: string[] = [
  ...new Set(routes.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)),
  ...apiGroups.flatMap((group) => group.routes),
]

/** Somebody who is signed in, and whose mails can be read. */
export interface Caller {
  user: SignedIn
  mailbox: Mailbox
  service: Service
}

export interface ExampleCall extends Call {
  path: string
}

type Example = (caller: Caller) => ExampleCall | Promise<ExampleCall>

const NEW_PASSWORD = 'another horse battery staple'
const NONCE = 'n-0S6_WzA2Mj'

const linkGoogle = async ({ user: { token }, service }: Caller) =>
  service('/users/identities/google', { token, body: { idToken: await google.idToken() } })

/** A call of each route that succeeds. A new route belongs here. */
const examples: Record<string, Example> = {
  'POST /users/register': () => ({
    path: '/users/register',
    body: { name: 'Robin', email: 'robin@example.com', password: PASSWORD },
  }),
  'POST /users/login': ({ user: { email } }) => ({ path: '/users/login', body: { email, password: PASSWORD } }),
  'GET /users/profile/public/:userId': ({ user: { _id } }) => ({ path: `/users/profile/public/${_id}` }),
  'GET /users/profile': ({ user: { token } }) => ({ path: '/users/profile', token }),
  'PUT /users/profile': ({ user: { token } }) => ({ path: '/users/profile', token, body: { name: 'Robin' } }),
  'PATCH /users/profile': ({ user: { token } }) => ({ path: '/users/profile', token, body: { name: 'Robin' } }),
  'POST /users/token/refresh': ({ user: { refreshToken } }) => ({
    path: '/users/token/refresh',
    body: { refreshToken },
  }),
  'POST /users/logout': ({ user: { token } }) => ({ path: '/users/logout', token }),
  'GET /users/sessions': ({ user: { token } }) => ({ path: '/users/sessions', token }),
  'DELETE /users/sessions/:sessionId': async ({ user: { token }, service }) => {
    const { body } = await service('/users/sessions', { token })
    return { path: `/users/sessions/${body.data[0]._id}`, token }
  },
  'DELETE /users/sessions': ({ user: { token } }) => ({ path: '/users/sessions', token }),
  'POST /users/login/:provider': async () => ({
    path: '/users/login/apple',
    body: { idToken: await apple.idToken({ nonce: await sha256(NONCE) }), nonce: NONCE, name: 'Robin' },
  }),
  'POST /users/identities/:provider': async ({ user: { token } }) => ({
    path: '/users/identities/google',
    token,
    body: { idToken: await google.idToken() },
  }),
  'GET /users/identities': async (caller) => {
    await linkGoogle(caller)
    return { path: '/users/identities', token: caller.user.token }
  },
  'DELETE /users/identities/:provider': async (caller) => {
    await linkGoogle(caller)
    return { path: '/users/identities/google', token: caller.user.token }
  },
  'PUT /users/password': ({ user: { token } }) => ({
    path: '/users/password',
    token,
    body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
  }),
  'POST /users/password/forgot': ({ user: { email } }) => ({ path: '/users/password/forgot', body: { email } }),
  'POST /users/password/reset': async ({ user: { email }, mailbox, service }) => {
    await service('/users/password/forgot', { body: { email } })
    return { path: '/users/password/reset', body: { email, code: mailbox.lastCode(), password: NEW_PASSWORD } }
  },
  'POST /users/email/verification': ({ user: { token } }) => {
    advance(2 * MINUTE) // one mail a minute, and registering sent one
    return { path: '/users/email/verification', token }
  },
  'POST /users/email/verify': async ({ user: { token }, mailbox, service }) => {
    advance(2 * MINUTE) // the code of registering may have expired
    await service('/users/email/verification', { method: 'POST', token })
    return { path: '/users/email/verify', token, body: { code: mailbox.lastCode() } }
  },
  'PUT /users/email': ({ user: { token } }) => ({
    path: '/users/email',
    token,
    body: { email: 'new@example.com', password: PASSWORD },
  }),
  'GET /users/account/export': ({ user: { token } }) => ({ path: '/users/account/export', token }),
  'DELETE /users/account': ({ user: { token } }) => ({ path: '/users/account', token, body: { password: PASSWORD } }),
  'GET /users/activity': ({ user: { token } }) => ({ path: '/users/activity', token }),
  'GET /.well-known/jwks.json': () => ({ path: '/.well-known/jwks.json' }),
  'GET /.well-known/openid-configuration': () => ({ path: '/.well-known/openid-configuration' }),
  'GET /openapi.json': () => ({ path: '/openapi.json' }),
  'GET /health': () => ({ path: '/health' }),
}

/** The call of a route that succeeds for this caller. Throws for a route that nobody described. */
export async function callFor(route: string, caller: Caller): Promise<ExampleCall & { method: string }> {
  const example = examples[route]
  if (!example) throw new Error(`${route} has no example in test/support/every-route.ts`)
  const [method = ''] = route.split(' ')
  return { ...(await example(caller)), method }
}

/** Registers somebody and makes the call of a route that succeeds for them, with the settings it needs to. */
export async function exampleCall(
  route: string,
): Promise<{ path: string; call: Call; settings: Record<string, unknown> }> {
  const mailbox = openMailbox()
  const settings = { EMAIL: mailbox.EMAIL }
  const service = serviceWith(settings)
  const user = await registerUser({}, service)
  const { path, ...call } = await callFor(route, { user, mailbox, service })
  return { path, call, settings }
}

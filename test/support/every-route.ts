import { app } from '../../src/app.ts'
import type { Call } from './service.ts'
import { PASSWORD, type SignedIn } from './users.ts'

/** Every route of the app, as `GET /users/profile`. Middleware is registered for ALL, routes for one method each. */
export const everyRoute: string[] = [
  ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)),
]

interface ExampleCall extends Call {
  path: string
}

/** A call of each route that succeeds for this user. A new route belongs here. */
const examples: Record<string, (user: SignedIn) => ExampleCall> = {
  'POST /users/register': () => ({
    path: '/users/register',
    body: { name: 'Robin', email: 'robin@example.com', password: PASSWORD },
  }),
  'POST /users/login': ({ email }) => ({ path: '/users/login', body: { email, password: PASSWORD } }),
  'GET /users/profile/public/:userId': ({ _id }) => ({ path: `/users/profile/public/${_id}` }),
  'GET /users/profile': ({ token }) => ({ path: '/users/profile', token }),
  'PUT /users/profile': ({ token }) => ({ path: '/users/profile', token, body: { name: 'Robin' } }),
  'PATCH /users/profile': ({ token }) => ({ path: '/users/profile', token, body: { name: 'Robin' } }),
  'POST /users/token/refresh': ({ refreshToken }) => ({ path: '/users/token/refresh', body: { refreshToken } }),
  'POST /users/logout': ({ token }) => ({ path: '/users/logout', token }),
  'GET /.well-known/jwks.json': () => ({ path: '/.well-known/jwks.json' }),
  'GET /.well-known/openid-configuration': () => ({ path: '/.well-known/openid-configuration' }),
  'GET /openapi.json': () => ({ path: '/openapi.json' }),
  'GET /health': () => ({ path: '/health' }),
}

/** The call of a route that succeeds for this user. Throws for a route that nobody described. */
export function exampleCall(route: string, user: SignedIn): ExampleCall & { method: string } {
  const example = examples[route]
  if (!example) throw new Error(`${route} has no example in test/support/every-route.ts`)
  const [method = ''] = route.split(' ')
  return { ...example(user), method }
}

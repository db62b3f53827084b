// Made from public/openapi.json by npm run generate. Change the routes and their schemas instead.
import type { Operations } from './api.gen.ts'
import type { Calls } from './calls.ts'

/** The operations, as calls. */
export const operations = ({
  anonymous,
  authenticated,
  signsIn,
  replacesSession,
  signsOut,
  deletesAccount,
}: Calls): Operations => ({
  register: (body) => signsIn({ method: 'POST', path: '/users/register', body }),
  login: (body) => signsIn({ method: 'POST', path: '/users/login', body }),
  getPublicProfile: (userId) =>
    data(anonymous({ method: 'GET', path: '/users/profile/public/{userId}', params: { userId } })),
  getProfile: () => data(authenticated({ method: 'GET', path: '/users/profile' })),
  updateProfile: (body) => data(authenticated({ method: 'PUT', path: '/users/profile', body })),
  patchProfile: (body) => data(authenticated({ method: 'PATCH', path: '/users/profile', body })),
  logout: () => signsOut({ method: 'POST', path: '/users/logout' }),
  listSessions: () => data(authenticated({ method: 'GET', path: '/users/sessions' })),
  endOtherSessions: () => authenticated({ method: 'DELETE', path: '/users/sessions' }),
  endSession: (sessionId) =>
    authenticated({ method: 'DELETE', path: '/users/sessions/{sessionId}', params: { sessionId } }),
  loginWithProvider: (provider, body) =>
    signsIn({ method: 'POST', path: '/users/login/{provider}', params: { provider }, body }),
  linkIdentity: (provider, body) =>
    data(authenticated({ method: 'POST', path: '/users/identities/{provider}', params: { provider }, body })),
  unlinkIdentity: (provider) =>
    authenticated({ method: 'DELETE', path: '/users/identities/{provider}', params: { provider } }),
  listIdentities: () => data(authenticated({ method: 'GET', path: '/users/identities' })),
  changePassword: (body) => replacesSession({ method: 'PUT', path: '/users/password', body }),
  forgotPassword: (body) => data(anonymous({ method: 'POST', path: '/users/password/forgot', body })),
  resetPassword: (body) => signsIn({ method: 'POST', path: '/users/password/reset', body }),
  sendEmailVerification: () => data(authenticated({ method: 'POST', path: '/users/email/verification' })),
  verifyEmail: (body) => data(authenticated({ method: 'POST', path: '/users/email/verify', body })),
  changeEmail: (body) => data(authenticated({ method: 'PUT', path: '/users/email', body })),
  exportAccount: () => data(authenticated({ method: 'GET', path: '/users/account/export' })),
  deleteAccount: (body) => deletesAccount({ method: 'DELETE', path: '/users/account', body }),
  listActivity: (query) => authenticated({ method: 'GET', path: '/users/activity', query }),
  getJwks: () => anonymous({ method: 'GET', path: '/.well-known/jwks.json' }),
  getOpenidConfiguration: () => anonymous({ method: 'GET', path: '/.well-known/openid-configuration' }),
  getOpenapiDocument: () => anonymous({ method: 'GET', path: '/openapi.json' }),
  getHealth: () => data(anonymous({ method: 'GET', path: '/health' })),
})

const data = async <T>(response: Promise<{ data: T }>): Promise<T> => (await response).data

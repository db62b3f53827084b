// Made from public/openapi.json by npm run generate. Change the routes and their schemas instead.
import type { Operations } from './api.gen.ts'
import type { Calls } from './calls.ts'

/** The operations, as calls. */
export const operations = ({
  anonymous,
  authenticated,
  ownProfile,
  signsIn,
  replacesSession,
  signsOut,
  deletesAccount,
}: Calls): Operations => ({
  register: (body) => signsIn({ method: 'POST', path: '/users/register', answer: { status: 201, data: '_id' }, body }),
  login: (body) => signsIn({ method: 'POST', path: '/users/login', answer: { status: 200, data: '_id' }, body }),
  getPublicProfile: (userId) =>
    data(
      anonymous({
        method: 'GET',
        path: '/users/profile/public/{userId}',
        answer: { status: 200, data: '_id' },
        params: { userId },
      }),
    ),
  getProfile: () => ownProfile({ method: 'GET', path: '/users/profile', answer: { status: 200, data: '_id' } }),
  updateProfile: (body) =>
    ownProfile({ method: 'PUT', path: '/users/profile', answer: { status: 200, data: '_id' }, body }),
  patchProfile: (body) =>
    ownProfile({ method: 'PATCH', path: '/users/profile', answer: { status: 200, data: '_id' }, body }),
  logout: () => signsOut({ method: 'POST', path: '/users/logout', answer: { status: 204 } }),
  setAvatar: (file, options) =>
    ownProfile({
      method: 'PUT',
      path: '/users/profile/avatar',
      answer: { status: 200, data: '_id' },
      upload: { file, options },
    }),
  removeAvatar: () =>
    ownProfile({ method: 'DELETE', path: '/users/profile/avatar', answer: { status: 200, data: '_id' } }),
  listSessions: () =>
    data(authenticated({ method: 'GET', path: '/users/sessions', answer: { status: 200, list: true } })),
  endOtherSessions: () => authenticated({ method: 'DELETE', path: '/users/sessions', answer: { status: 204 } }),
  endSession: (sessionId) =>
    authenticated({
      method: 'DELETE',
      path: '/users/sessions/{sessionId}',
      answer: { status: 204 },
      params: { sessionId },
    }),
  createGuest: (body) => signsIn({ method: 'POST', path: '/users/guest', answer: { status: 201, data: '_id' }, body }),
  upgradeGuest: (body) =>
    ownProfile({ method: 'POST', path: '/users/guest/upgrade', answer: { status: 200, data: '_id' }, body }),
  addTotpFactor: (body) =>
    data(
      authenticated({ method: 'POST', path: '/users/factors/totp', answer: { status: 201, data: 'factorId' }, body }),
    ),
  confirmTotpFactor: (body) =>
    replacesSession({
      method: 'POST',
      path: '/users/factors/totp/confirm',
      answer: { status: 200, data: 'recoveryCodes' },
      body,
    }),
  verifySecondFactor: (body) =>
    signsIn({ method: 'POST', path: '/users/login/second-factor', answer: { status: 200, data: '_id' }, body }),
  createFactorChallenge: () =>
    data(
      authenticated({ method: 'POST', path: '/users/factors/challenge', answer: { status: 200, data: 'challenge' } }),
    ),
  listFactors: () =>
    data(authenticated({ method: 'GET', path: '/users/factors', answer: { status: 200, data: 'factors' } })),
  removeFactor: (factorId) =>
    authenticated({
      method: 'DELETE',
      path: '/users/factors/{factorId}',
      answer: { status: 204 },
      params: { factorId },
    }),
  createRecoveryCodes: () =>
    data(
      authenticated({ method: 'POST', path: '/users/recovery-codes', answer: { status: 201, data: 'recoveryCodes' } }),
    ),
  sendLoginCode: (body) =>
    data(anonymous({ method: 'POST', path: '/users/login/code', answer: { status: 202, data: 'expiresIn' }, body })),
  loginWithCode: (body) =>
    signsIn({ method: 'POST', path: '/users/login/code/verify', answer: { status: 200, data: '_id' }, body }),
  getPasskeyOptions: () =>
    data(
      authenticated({ method: 'POST', path: '/users/passkeys/options', answer: { status: 200, data: 'challengeId' } }),
    ),
  listPasskeys: () =>
    data(authenticated({ method: 'GET', path: '/users/passkeys', answer: { status: 200, list: true } })),
  addPasskey: (body) =>
    data(authenticated({ method: 'POST', path: '/users/passkeys', answer: { status: 201, data: '_id' }, body })),
  getPasskeyLoginOptions: () =>
    data(
      anonymous({ method: 'POST', path: '/users/login/passkey/options', answer: { status: 200, data: 'challengeId' } }),
    ),
  loginWithPasskey: (body) =>
    signsIn({ method: 'POST', path: '/users/login/passkey', answer: { status: 200, data: '_id' }, body }),
  renamePasskey: (passkeyId, body) =>
    data(
      authenticated({
        method: 'PATCH',
        path: '/users/passkeys/{passkeyId}',
        answer: { status: 200, data: '_id' },
        params: { passkeyId },
        body,
      }),
    ),
  removePasskey: (passkeyId) =>
    authenticated({
      method: 'DELETE',
      path: '/users/passkeys/{passkeyId}',
      answer: { status: 204 },
      params: { passkeyId },
    }),
  loginWithProvider: (provider, body) =>
    signsIn({
      method: 'POST',
      path: '/users/login/{provider}',
      answer: { status: 200, data: '_id' },
      params: { provider },
      body,
    }),
  linkIdentity: (provider, body) =>
    data(
      authenticated({
        method: 'POST',
        path: '/users/identities/{provider}',
        answer: { status: 200, list: true },
        params: { provider },
        body,
      }),
    ),
  unlinkIdentity: (provider) =>
    authenticated({
      method: 'DELETE',
      path: '/users/identities/{provider}',
      answer: { status: 204 },
      params: { provider },
    }),
  listIdentities: () =>
    data(authenticated({ method: 'GET', path: '/users/identities', answer: { status: 200, list: true } })),
  changePassword: (body) =>
    replacesSession({ method: 'PUT', path: '/users/password', answer: { status: 200, data: 'token' }, body }),
  forgotPassword: (body) =>
    data(
      anonymous({ method: 'POST', path: '/users/password/forgot', answer: { status: 202, data: 'expiresIn' }, body }),
    ),
  resetPassword: (body) =>
    signsIn({ method: 'POST', path: '/users/password/reset', answer: { status: 200, data: '_id' }, body }),
  sendEmailVerification: () =>
    data(
      authenticated({ method: 'POST', path: '/users/email/verification', answer: { status: 202, data: 'expiresIn' } }),
    ),
  verifyEmail: (body) =>
    ownProfile({ method: 'POST', path: '/users/email/verify', answer: { status: 200, data: '_id' }, body }),
  changeEmail: (body) =>
    data(authenticated({ method: 'PUT', path: '/users/email', answer: { status: 202, data: 'expiresIn' }, body })),
  exportAccount: () =>
    data(authenticated({ method: 'GET', path: '/users/account/export', answer: { status: 200, data: 'exportedAt' } })),
  deleteAccount: (body) => deletesAccount({ method: 'DELETE', path: '/users/account', answer: { status: 204 }, body }),
  listActivity: (query) =>
    authenticated({ method: 'GET', path: '/users/activity', answer: { status: 200, list: true }, query }),
  getJwks: () => anonymous({ method: 'GET', path: '/.well-known/jwks.json', answer: { status: 200, field: 'keys' } }),
  getOpenidConfiguration: () =>
    anonymous({ method: 'GET', path: '/.well-known/openid-configuration', answer: { status: 200, field: 'issuer' } }),
  getOpenapiDocument: () =>
    anonymous({ method: 'GET', path: '/openapi.json', answer: { status: 200, field: 'openapi' } }),
  getHealth: () => data(anonymous({ method: 'GET', path: '/health', answer: { status: 200, data: 'status' } })),
})

const data = async <T>(response: Promise<{ data: T }>): Promise<T> => (await response).data

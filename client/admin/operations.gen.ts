// Made from public/openapi.json by npm run generate. Change the routes and their schemas instead.
import type { Operations } from './api.gen.ts'
import type { Calls } from '../calls.ts'

/** The operations, as calls. */
export const operations = ({ authenticated }: Pick<Calls, 'authenticated'>): Operations => ({
  listAudit: (query) =>
    authenticated({ method: 'GET', path: '/admin/audit', answer: { status: 200, list: true }, query }),
  listUsers: (query) =>
    authenticated({ method: 'GET', path: '/admin/users', answer: { status: 200, list: true }, query }),
  createUser: (body) =>
    data(authenticated({ method: 'POST', path: '/admin/users', answer: { status: 201, data: '_id' }, body })),
  getUser: (userId) =>
    data(
      authenticated({
        method: 'GET',
        path: '/admin/users/{userId}',
        answer: { status: 200, data: '_id' },
        params: { userId },
      }),
    ),
  updateUser: (userId, body) =>
    data(
      authenticated({
        method: 'PATCH',
        path: '/admin/users/{userId}',
        answer: { status: 200, data: '_id' },
        params: { userId },
        body,
      }),
    ),
  deleteUser: (userId) =>
    authenticated({ method: 'DELETE', path: '/admin/users/{userId}', answer: { status: 204 }, params: { userId } }),
  listUserActivity: (userId, query) =>
    authenticated({
      method: 'GET',
      path: '/admin/users/{userId}/activity',
      answer: { status: 200, list: true },
      params: { userId },
      query,
    }),
  exportUser: (userId) =>
    data(
      authenticated({
        method: 'GET',
        path: '/admin/users/{userId}/export',
        answer: { status: 200, data: 'exportedAt' },
        params: { userId },
      }),
    ),
  enableUser: (userId) =>
    data(
      authenticated({
        method: 'POST',
        path: '/admin/users/{userId}/enable',
        answer: { status: 200, data: '_id' },
        params: { userId },
      }),
    ),
  disableUser: (userId, body) =>
    data(
      authenticated({
        method: 'POST',
        path: '/admin/users/{userId}/disable',
        answer: { status: 200, data: '_id' },
        params: { userId },
        body,
      }),
    ),
  endUserSessions: (userId) =>
    authenticated({
      method: 'DELETE',
      path: '/admin/users/{userId}/sessions',
      answer: { status: 204 },
      params: { userId },
    }),
  endUserSession: (userId, sessionId) =>
    authenticated({
      method: 'DELETE',
      path: '/admin/users/{userId}/sessions/{sessionId}',
      answer: { status: 204 },
      params: { userId, sessionId },
    }),
  removeUserFactor: (userId, factorId) =>
    authenticated({
      method: 'DELETE',
      path: '/admin/users/{userId}/factors/{factorId}',
      answer: { status: 204 },
      params: { userId, factorId },
    }),
  removeUserPasskey: (userId, passkeyId) =>
    authenticated({
      method: 'DELETE',
      path: '/admin/users/{userId}/passkeys/{passkeyId}',
      answer: { status: 204 },
      params: { userId, passkeyId },
    }),
  sendUserPasswordReset: (userId) =>
    data(
      authenticated({
        method: 'POST',
        path: '/admin/users/{userId}/password-reset',
        answer: { status: 202, data: 'expiresIn' },
        params: { userId },
      }),
    ),
  getWebhooks: () =>
    data(authenticated({ method: 'GET', path: '/admin/webhooks', answer: { status: 200, data: 'endpoints' } })),
  listDeliveries: (query) =>
    authenticated({ method: 'GET', path: '/admin/webhooks/deliveries', answer: { status: 200, list: true }, query }),
  retryDelivery: (deliveryId) =>
    data(
      authenticated({
        method: 'POST',
        path: '/admin/webhooks/deliveries/{deliveryId}/retry',
        answer: { status: 202, data: '_id' },
        params: { deliveryId },
      }),
    ),
  restartWebhook: (body) =>
    authenticated({ method: 'POST', path: '/admin/webhooks/restart', answer: { status: 204 }, body }),
  getFigures: (query) =>
    data(authenticated({ method: 'GET', path: '/admin/figures', answer: { status: 200, data: 'period' }, query })),
  getSettings: () =>
    data(authenticated({ method: 'GET', path: '/admin/settings', answer: { status: 200, data: 'settings' } })),
  getAdminHealth: () =>
    data(authenticated({ method: 'GET', path: '/admin/health', answer: { status: 200, data: 'database' } })),
})

const data = async <T>(response: Promise<{ data: T }>): Promise<T> => (await response).data

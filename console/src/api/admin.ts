import type { AccountExport } from '../../../client/api.gen.ts'
import type { ApiRequest } from '../../../client/http.ts'
import { calls } from './client.ts'
import type {
  ActivityItem,
  AdminHealth,
  AdminUser,
  AdminUserItem,
  AuditItem,
  Delivery,
  Figures,
  NewUser,
  Page,
  Period,
  Settings,
  UserChanges,
  Webhooks,
} from './types.ts'

type Method = ApiRequest['method']
type Query = ApiRequest['query']

/** The calls of the admin API, by their operationId. All throw `LatchkeyError`. */
export const admin = {
  listUsers: (query: Query) => page<AdminUserItem>('/admin/users', query),
  createUser: (body: NewUser) => one<AdminUser>('POST', '/admin/users', { body, status: 201 }),
  getUser: (userId: string) => one<AdminUser>('GET', '/admin/users/{userId}', { params: { userId } }),
  listUserActivity: (userId: string, query: Query) =>
    page<ActivityItem>('/admin/users/{userId}/activity', query, { userId }),
  updateUser: (userId: string, body: UserChanges) =>
    one<AdminUser>('PATCH', '/admin/users/{userId}', { params: { userId }, body }),
  disableUser: (userId: string, body: { reason?: string; until?: string }) =>
    one<AdminUser>('POST', '/admin/users/{userId}/disable', { params: { userId }, body }),
  enableUser: (userId: string) => one<AdminUser>('POST', '/admin/users/{userId}/enable', { params: { userId } }),
  endUserSessions: (userId: string) => remove('/admin/users/{userId}/sessions', { userId }),
  endUserSession: (userId: string, sessionId: string) =>
    remove('/admin/users/{userId}/sessions/{sessionId}', { userId, sessionId }),
  removeUserFactor: (userId: string, factorId: string) =>
    remove('/admin/users/{userId}/factors/{factorId}', { userId, factorId }),
  removeUserPasskey: (userId: string, passkeyId: string) =>
    remove('/admin/users/{userId}/passkeys/{passkeyId}', { userId, passkeyId }),
  sendUserPasswordReset: (userId: string) =>
    one<unknown>('POST', '/admin/users/{userId}/password-reset', { params: { userId }, status: 202 }),
  deleteUser: (userId: string) => remove('/admin/users/{userId}', { userId }),
  exportUser: (userId: string) => one<AccountExport>('GET', '/admin/users/{userId}/export', { params: { userId } }),
  listAudit: (query: Query) => page<AuditItem>('/admin/audit', query),
  getFigures: (period: Period) => one<Figures>('GET', '/admin/figures', { query: { period } }),
  getSettings: () => one<Settings>('GET', '/admin/settings'),
  getHealth: () => one<AdminHealth>('GET', '/admin/health'),
  getWebhooks: () => one<Webhooks>('GET', '/admin/webhooks'),
  listDeliveries: (query: Query) => page<Delivery>('/admin/webhooks/deliveries', query),
  retryDelivery: (deliveryId: string) =>
    one<unknown>('POST', '/admin/webhooks/deliveries/{deliveryId}/retry', { params: { deliveryId }, status: 202 }),
  restartWebhook: (endpoint: string) => nothing('POST', '/admin/webhooks/restart', { body: { endpoint } }),
}

interface Details {
  params?: Record<string, string>
  query?: Query
  body?: object
  status?: number
}

const page = <T>(path: string, query: Query, params: Record<string, string> = {}) =>
  calls.authenticated<Page<T>>({ method: 'GET', path, query, params, answer: { status: 200, list: true } })

async function one<T>(method: Method, path: string, { status = 200, ...details }: Details = {}): Promise<T> {
  const { data } = await calls.authenticated<{ data: T }>({ method, path, ...details, answer: { status } })
  return data
}

const nothing = (method: Method, path: string, details: Details) =>
  calls.authenticated<void>({ method, path, ...details, answer: { status: 204 } })

const remove = (path: string, params: Record<string, string>) => nothing('DELETE', path, { params })

import { signUp } from '../support/face.ts'
import type { CallRecord } from '../support/record.ts'
import { asService, WITH_SERVICE_KEYS } from '../support/service-token.ts'

const common = { settings: WITH_SERVICE_KEYS } as const

/** A call about somebody who has signed up: of a UUID, it has to be read first whose it is. */
const about =
  (method: string, body?: object): CallRecord['arrange'] =>
  async (face) => {
    const { session } = await signUp(face)
    return (by) => by(`/admin/users/${session.user.id}`, { method, ...(body && { body }), ...asService() })
  }

export const adminUsers: CallRecord[] = [
  {
    ...common,
    sdk: 'auth.admin.listUsers',
    wire: 'GET /admin/users',
    arrange: async (face) => {
      await signUp(face)
      return (by) => by('/admin/users?page=1&per_page=50', asService())
    },
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.admin.createUser',
    wire: 'POST /admin/users',
    arrange: async () => (by) =>
      by('/admin/users', { body: { email: `robin-${crypto.randomUUID()}@example.com` }, ...asService() }),
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.admin.getUserById',
    wire: 'GET /admin/users/{id}',
    arrange: about('GET'),
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.admin.updateUserById',
    wire: 'PUT /admin/users/{id}',
    arrange: about('PUT', { user_metadata: { color: 'red' } }),
    roundTrips: 2,
  },
  {
    ...common,
    sdk: 'auth.admin.deleteUser',
    wire: 'DELETE /admin/users/{id}',
    arrange: about('DELETE', { should_soft_delete: false }),
    roundTrips: 2,
  },
]

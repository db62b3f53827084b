import { signUp } from '../support/face.ts'
import type { CallRecord } from '../support/record.ts'
import { asService, WITH_SERVICE_KEYS } from '../support/service-token.ts'

const common = { journey: 'supabase-js', settings: WITH_SERVICE_KEYS, success: 200, needsToken: false } as const

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
    wire: 'GET /admin/users?page&per_page',
    operation: 'listAccounts',
    arrange: async (face) => {
      await signUp(face)
      return (by) => by('/admin/users?page=1&per_page=50', asService())
    },
    shape: 'users',
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.admin.createUser',
    wire: 'POST /admin/users',
    operation: 'createUser',
    arrange: async () => (by) =>
      by('/admin/users', { body: { email: `robin-${crypto.randomUUID()}@example.com` }, ...asService() }),
    shape: 'user',
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.admin.getUserById',
    wire: 'GET /admin/users/{id}',
    operation: 'findAccount',
    arrange: about('GET'),
    shape: 'user',
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.admin.updateUserById',
    wire: 'PUT /admin/users/{id}',
    operation: 'updateUser',
    arrange: about('PUT', { user_metadata: { color: 'red' } }),
    shape: 'user',
    roundTrips: 2,
  },
  {
    ...common,
    sdk: 'auth.admin.deleteUser',
    wire: 'DELETE /admin/users/{id}',
    operation: 'deleteUser',
    arrange: about('DELETE', { should_soft_delete: false }),
    shape: 'empty',
    roundTrips: 2,
  },
]

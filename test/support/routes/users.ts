import { disableUser } from '../rows.ts'
import { registerUser } from '../users.ts'
import type { Caller, RouteRecord } from './record.ts'

/** Somebody else than the admin who calls. */
export async function somebodyElse({ service }: Caller): Promise<{ userId: string }> {
  const { _id: userId } = await registerUser({ email: 'else@example.com', name: 'Somebody' }, service)
  return { userId }
}

/** A call that reads, as most do. */
export const reads = {
  needsToken: true,
  isForAdmins: true,
  success: 200,
  roundTrips: 1,
  database: 'primary',
  limits: ['LIMIT_GENERAL by session'],
  events: [],
  mails: 0,
} as const

export const users = {
  listUsers: { route: 'GET /admin/users', ...reads },
  getUser: {
    route: 'GET /admin/users/:userId',
    ...reads,
    input: async (caller) => ({ params: await somebodyElse(caller) }),
  },
  listUserActivity: {
    route: 'GET /admin/users/:userId/activity',
    ...reads,
    input: async (caller) => ({ params: await somebodyElse(caller) }),
  },
  exportUser: {
    route: 'GET /admin/users/:userId/export',
    ...reads,
    input: async (caller) => ({ params: await somebodyElse(caller) }),
    database: 'primary', // it writes an audit record
  },
  enableUser: {
    route: 'POST /admin/users/:userId/enable',
    needsToken: true,
    isForAdmins: true,
    input: async (caller) => {
      const params = await somebodyElse(caller)
      await disableUser(params.userId)
      return { params }
    },
    success: 200,
    roundTrips: 1,
    database: 'primary',
    limits: ['LIMIT_GENERAL by session'],
    events: ['enabled'],
    mails: 0,
  },
} satisfies Record<string, RouteRecord>

import { extensionGroups } from '../../../src/extensions.gen.ts'
import { routes } from '../../../src/http/api/index.ts'
import { adminGroups, apiGroups, uploadGroups } from '../../../src/on-demand.ts'
import { extensions } from '../../extensions/routes.ts'
import { account } from './account.ts'
import { audit } from './audit.ts'
import { email } from './email.ts'
import { factors } from './factors.ts'
import { guests } from './guests.ts'
import { identities } from './identities.ts'
import { overview } from './overview.ts'
import { passkeys } from './passkeys.ts'
import { password } from './password.ts'
import { profile } from './profile.ts'
import type { RouteRecord } from './record.ts'
import { service } from './service.ts'
import { sessions } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { userChanges } from './user-changes.ts'
import { users } from './users.ts'
import { webhooks } from './webhooks.ts'

/** A record with the `operationId` that it is kept under. */
export interface Route extends RouteRecord {
  id: string
}

const records: Record<string, RouteRecord> = {
  ...signIn,
  ...guests,
  ...sessions,
  ...profile,
  ...password,
  ...email,
  ...identities,
  ...factors,
  ...passkeys,
  ...account,
  ...service,
  ...users,
  ...webhooks,
  ...overview,
  ...audit,
  ...userChanges,
  ...extensions,
}

/** Every route of the API of which there is a record, in the order of the nouns. Pages are another matter. */
export const everyRoute: Route[] = Object.entries(records).map(([id, record]) => ({ id, ...record }))

/** The route with this `operationId`. Throws if there is none. */
export function routeOf(id: string): Route {
  const route = everyRoute.find((each) => each.id === id)
  if (!route) throw new Error(`${id} has no record in test/support/routes/ or test/extensions/routes.ts`)
  return route
}

/** The routes that the API has, as `GET /users/profile`. Middleware is registered for ALL, routes for one method each. */
export const servedRoutes: string[] = [
  ...new Set(routes.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)),
  ...[...uploadGroups, ...apiGroups, ...adminGroups, ...extensionGroups].flatMap((group) => group.routes),
]

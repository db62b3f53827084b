import { type Operator, SERVICE_NAME, type WorkerScope } from '../../model/operator.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { enforceLimit } from '../limits/enforce-limit.ts'

/**
 * The service that calls from another Worker, if its binding lets it do what `scope` says. `props` is what that binding has:
 * Cloudflare hands it over, and nothing that the caller sends can change it. Throws `worker_unnamed`, `scope_missing`,
 * `rate_limited`.
 */
export async function proveWorker(ctx: Ctx, props: unknown, scope: WorkerScope): Promise<Operator> {
  const name = workerName(props)
  if (name === undefined) throw new Problem('worker_unnamed')
  await enforceLimit(ctx, 'LIMIT_GENERAL', `worker ${name}`)
  const scopes = memberOf(props, 'scopes')
  if (!isAllowed(scope, Array.isArray(scopes) ? scopes : []))
    throw new Problem('scope_missing', { message: `The binding of the calling Worker lacks the scope ${scope}.` })
  return { type: 'service', name }
}

/** What the binding calls its Worker; `undefined` if that is no name. */
export function workerName(props: unknown): string | undefined {
  const name = memberOf(props, 'name')
  return typeof name === 'string' && SERVICE_NAME.test(name) ? name : undefined
}

/** A member of its own that an object has. */
const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined

/** Whoever may change a user is shown them, too. */
const isAllowed = (scope: WorkerScope, scopes: readonly unknown[]): boolean =>
  scopes.includes(scope) || (scope === 'read' && scopes.includes('write'))

import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Users } from '../../src/index.ts'
import { NO_LIMITS } from './service.ts'

/** What the binding of a Worker may have, here also things that it should not. */
export type Props = unknown

const BILLING = { name: 'billing', scopes: ['read', 'write', 'links'] }

/** The calls of `Users` that a Worker makes: each takes whatever crosses. */
type Calls = { [K in keyof Users]: (...args: unknown[]) => Promise<any> }

/**
 * The entrypoint as a Worker with such a binding calls it, with other bindings or settings than the test configuration's. What
 * goes in and what comes out is copied, as it is on its way between two Workers.
 */
export function usersFor(props: Props = BILLING, overrides: Record<string, unknown> = {}): Calls {
  const bindings: Env = Object.assign({}, env, NO_LIMITS, overrides)
  const call = async (name: string, args: unknown[]) => {
    const context = createExecutionContext()
    Object.defineProperty(context, 'props', { value: structuredClone(props) })
    const users: any = new Users(context as ConstructorParameters<typeof Users>[0], bindings)
    const outcome = await users[name](...structuredClone(args))
    await waitOnExecutionContext(context)
    return structuredClone(outcome)
  }
  return new Proxy({} as Calls, {
    get:
      (_, name) =>
      (...args: unknown[]) =>
        call(String(name), args),
  })
}

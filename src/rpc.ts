import { WorkerEntrypoint } from 'cloudflare:workers'
import { onDemand, userCalls, verifyCall } from './on-demand.ts'
import type { Incoming } from './rpc/serve.ts'

type UserCalls = Awaited<ReturnType<typeof userCalls>>
type Returned<N extends keyof UserCalls> = Awaited<ReturnType<UserCalls[N]>>
type Verified = ReturnType<Awaited<ReturnType<typeof verifyCall>>['verify']>

/**
 * What other Workers of the account call by a service binding, without HTTP: who sends them a token, and, if their binding
 * has a name and scopes (`props`), what operators read and change of users (docs/other-workers.md). Each call returns
 * `{ data }` or `{ problem }`. What it does is loaded when it is called.
 */
export class Users extends WorkerEntrypoint<Env, { name?: string; scopes?: string[] }> {
  async verify(...args: [token: string]): Verified {
    return (await verifyCall()).verify({ env: this.env, context: this.ctx, onDemand, args })
  }

  getUser(...args: [id: string]) {
    return this.#call('getUser', args)
  }

  getUsers(...args: [ids: string[]]) {
    return this.#call('getUsers', args)
  }

  findByEmail(...args: [email: string]) {
    return this.#call('findByEmail', args)
  }

  endSessions(...args: [id: string]) {
    return this.#call('endSessions', args)
  }

  setRoles(...args: [id: string, roles: string[]]) {
    return this.#call('setRoles', args)
  }

  disable(...args: [id: string, options?: { reason?: string | null; until?: string | null }]) {
    return this.#call('disable', args)
  }

  enable(...args: [id: string]) {
    return this.#call('enable', args)
  }

  issueLinkFor(...args: [id: string, purpose: 'reset_password' | 'verify_email']) {
    return this.#call('issueLinkFor', args)
  }

  async #call<N extends keyof UserCalls>(name: N, args: unknown[]): Promise<Returned<N>> {
    const call: (incoming: Incoming) => unknown = (await userCalls())[name]
    return (await call({ env: this.env, context: this.ctx, onDemand, args })) as Returned<N> // which TypeScript does not follow
  }
}

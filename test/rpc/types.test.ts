import { expectTypeOf, it } from 'vitest'
import type { UsersBinding } from '../../client/worker/index.ts'
import type { Users } from '../../src/index.ts'

it('the binding that latchkey/worker describes is the entrypoint', () => {
  type Returned<T, K extends keyof UsersBinding & keyof T> = T[K] extends (...args: never[]) => Promise<infer R>
    ? R
    : never
  expectTypeOf<keyof UsersBinding>().toEqualTypeOf<
    Exclude<keyof Users, keyof import('cloudflare:workers').WorkerEntrypoint>
  >()
  expectTypeOf<Users>().toExtend<UsersBinding>()
  expectTypeOf<Returned<Users, 'verify'>>().toExtend<Returned<UsersBinding, 'verify'>>()
  expectTypeOf<Service<Users>>().toExtend<Pick<UsersBinding, 'verify' | 'endSessions' | 'issueLinkFor'>>()
})

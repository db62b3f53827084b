import { callOf, type Wire } from '../../../src/supabase/calls.ts'
import type { Service } from '../../support/service.ts'
import type { Face } from './face.ts'

/**
 * All that the tests have to know of a call besides what src/supabase/calls.ts says: what every call owes is tested from it.
 * A call has several where it does several things.
 */
export interface CallRecord {
  /** The method of supabase-js, such as `auth.signUp`, and what it does here. */
  sdk: string
  wire: Wire
  /** Settings that it needs besides those of `SETTINGS`. */
  settings?: Readonly<Record<string, unknown>>
  /** Makes what must be there for a call that succeeds, and gives that call, which may be made several times. */
  arrange(face: Face, service: Service): Promise<(by: Face) => ReturnType<Face>>
  /** What the answer says of caches, if not that none may keep it. */
  cacheControl?: string
  /** How often it asks D1. */
  roundTrips: number
  /** Whether it answers in a session that owes a second factor, too. */
  worksWhileDue?: boolean
}

/** The status of a call that succeeds. */
export const successOf = (wire: Wire): number => (callOf(wire).answer === 'nothing' ? 204 : 200)

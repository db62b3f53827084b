import type { Service } from '../../support/service.ts'
import type { Face } from './face.ts'

/** What a call answers, by the names of the schemas that the SDKs decode it with. */
export type Shape =
  | 'session'
  | 'user'
  | 'empty'
  | 'nothing'
  | 'factor'
  | 'challenge'
  | 'removed'
  | 'recovery codes'
  | 'passkey options'
  | 'passkey'
  | 'passkeys'
  | 'users'
  | 'factors'
  | 'link'
  | 'settings'
  | 'health'
  | 'keys'

/** All that the tests have to know of a call: what every call owes is tested from it. */
export interface CallRecord {
  /** The method of supabase-js, such as `auth.signUp`. */
  sdk: string
  /** The method and the path, as in docs/supabase.md: `POST /token?grant_type=password`. */
  wire: string
  /** The operation of ours that it calls. */
  operation: string
  /** The journey that makes it with the SDK. */
  journey: string
  /** Settings that it needs besides those of `SETTINGS`. */
  settings?: Readonly<Record<string, unknown>>
  /** Makes what must be there for a call that succeeds, and gives that call, which may be made several times. */
  arrange(face: Face, service: Service): Promise<(by: Face) => ReturnType<Face>>
  success: 200 | 204
  /** What the answer says of caches, if not that none may keep it. */
  cacheControl?: string
  shape: Shape
  /** How often it asks D1. */
  roundTrips: number
  /** Whether it demands an access token of a user. */
  needsToken: boolean
}

import type { limits as ownLimits } from '../../../src/extensions/settings.ts'
import type { EventType } from '../../../src/model/event-types.ts'
import type { Mailbox } from '../mailbox.ts'
import type { Answer, Service } from '../service.ts'
import type { SignedIn } from '../users.ts'

/** Somebody who is signed in, and whose mails can be read. */
export interface Caller {
  user: SignedIn
  mailbox: Mailbox
  service: Service
}

/** What a call says besides its method and its token. */
export interface Input {
  /** The parts of the path that stand for something: `{ userId }` for `/users/profile/public/:userId`. */
  params?: Record<string, string>
  body?: Record<string, unknown>
  /** What is sent as it is, in the place of such a body. */
  bytes?: Uint8Array<ArrayBuffer>
}

/** Those of the service itself: a team may have others. */
export const LIMITS = [
  'LIMIT_REGISTER',
  'LIMIT_LOGIN',
  'LIMIT_PASSWORD',
  'LIMIT_MAIL',
  'LIMIT_CODE',
  'LIMIT_ADDRESS',
  'LIMIT_ACCOUNT',
  'LIMIT_GENERAL',
  'LIMIT_MAIL_TOTAL',
] as const

export type LimitName = (typeof LIMITS)[number] | Extract<keyof typeof ownLimits.entries, string>

/**
 * Whom a limit counts: a session, an account, however it is named, an IP address, an account from one IP address, or all
 * callers together.
 */
type Counted = 'session' | 'account' | 'IP address' | 'account and IP address' | 'everyone'

/** All that the tests have to know of a route: what every route owes is tested from it. */
export interface RouteRecord {
  /** The method, and the path as Hono has it. */
  route: `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`
  /** Whether it demands an access token; the call is then made with the caller's. */
  needsToken: boolean
  /** Whether the caller is an admin, in a session of level 2. */
  isForAdmins?: true
  /** The roles that the caller has. */
  roles?: readonly string[]
  /** Settings that it needs besides those of the test configuration. */
  settings?: Readonly<Record<string, unknown>>
  /** Makes what must be there for a call that succeeds, and gives what that call says. Without it: nothing. */
  input?(caller: Caller): Input | Promise<Input>
  /** The status of success. */
  success: 200 | 201 | 202 | 204
  /** What the same call responds when it is made once more, if not `success`. */
  again?: Again
  /** What it responds in a session that has ended, and to a disabled user, if that is no refusal. */
  afterSession?: 204
  /** How often it asks D1. Two where the stored password has to be read and then compared. */
  roundTrips: 0 | 1 | 2
  /** Which of these it makes after the response. */
  deferred?: readonly number[]
  /** Rows that D1 bills, if docs/architecture.md tells. */
  rowsWritten?: number
  /** Whether a copy of the database that may be behind is good enough. */
  database: 'none' | 'replica' | 'primary'
  /** What counts the call, in the order in which it is asked. */
  limits: readonly `${LimitName} by ${Counted}`[]
  /** What it leaves in the caller's activity; of a deleted account that is nothing. */
  events: readonly EventType[]
  /** Mails that it sends. */
  mails: number
  /** Whether everybody may keep the response for a while: it is about nobody. */
  isCacheable?: true
}

export interface Again {
  status: number
  code: string
  /**
   * For a caller who never saw the first response: shows that they have what they wanted, or how they get it. Gives a
   * response that is a success then.
   */
  proof(call: { user: SignedIn; repeat(): Promise<Answer> }): Promise<Answer>
}

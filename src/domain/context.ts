import type { Settings } from '../config/settings.ts'
import type { ReadImportedHash } from '../crypto/password.ts'
import type { TokenScope } from '../crypto/tokens.ts'
import type { Database } from '../db/client.ts'
import type { Caller } from '../db/rows.ts'
import type { Mailer } from '../mail/mail.ts'
import type { Problem } from '../model/problem.ts'

/** What the request says about the device that sent it. */
export interface Client {
  ip: string | undefined
  userAgent: string | undefined
  /** ISO 3166-1 alpha-2. */
  country: string | undefined
}

/** What a request may use. Nothing below the routes sees Hono or the environment. */
export interface Ctx extends TokenScope {
  db: Database
  settings: Settings
  /** Sends mail; `undefined` if mail is not configured. */
  mailer: Mailer | undefined
  /** Reads password hashes in the formats of other backends. */
  readImportedHash: ReadImportedHash
  client: Client
  now(): Date
  requestId: string
  /** Runs work after the response; its failure is logged and changes nothing else. */
  defer(work: Promise<unknown>): void
}

/** What a request with a valid access token may use. */
export interface CallerCtx extends Ctx {
  /** Whom the token names: nothing is known of the session until a statement has checked it. */
  caller: Caller
}

/** Hono's types for every route and middleware. */
export interface AppEnv {
  Bindings: Env
  Variables: { requestId: string; ctx: Ctx; problem?: Problem; userId?: string; omitsBookmark?: true }
}

/** The same behind `authenticate`. */
export interface CallerEnv {
  Variables: { ctx: CallerCtx }
}

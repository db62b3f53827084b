import type { Bindings, LimitName } from '../config/bindings.ts'
import type { Settings } from '../config/settings.ts'
import type { TokenScope } from '../crypto/tokens.ts'
import type { Database } from '../db/database.ts'
import type { Granted } from '../db/rows.ts'
import type { SentCode } from '../mail/code-link.ts'
import type { Mailer } from '../mail/mail.ts'
import type { Caller } from '../model/caller.ts'
import type { AskedHooks } from './hooks/asked-hooks.ts'
import type { OnDemand } from './on-demand.ts'

/** What the request says about the device that sent it. */
export interface Device {
  ip: string | undefined
  userAgent: string | undefined
  /** ISO 3166-1 alpha-2. */
  country: string | undefined
  /** The languages that are asked for, as the header `Accept-Language` has them. */
  acceptLanguage?: string | undefined
}

/** What calls for itself, and no device of anybody: the cron trigger, another Worker. */
export const NO_DEVICE: Device = { ip: undefined, userAgent: undefined, country: undefined }

/** How sign-ins differ that are made for another protocol than ours. */
export interface SignInTerms {
  /** The id of the session that is made, so that the face can read it in the same batch. */
  sessionId: string
  /**
   * Whether a session starts where a second factor is due, which can then only step up, read its user and end. (Ours asks for
   * the factor first.)
   */
  stepsUpLater: boolean
  /** Whether a code that confirms an address is bound to that, and not to its user: whoever redeems it need not be signed in. */
  codesByAddress: boolean
}

/** What a decision may use. Nothing in the domain sees Hono or the environment. */
export interface Ctx extends TokenScope {
  db: Database
  settings: Settings
  limits: Pick<Bindings, LimitName>
  /** Sends mail; `undefined` if mail is not configured. */
  mailer: Mailer | undefined
  /** Where pictures of users are; `undefined` if nobody may upload any. */
  avatars: Bindings['AVATARS']
  /** Makes squares of them; `undefined` if they are kept in their size. */
  images: Bindings['IMAGES']
  onDemand: OnDemand
  /** The team's own code, where it is asked; `undefined` where there is none. */
  hooks: AskedHooks | undefined
  device: Device
  /** What a face that speaks another protocol asks of the sign-ins that are made for it. */
  signIns?: SignInTerms | undefined
  /** How that face makes the links of codes that it asks for; `undefined` for one that is as ours. */
  codeLink?: ((sent: SentCode) => string | undefined) | undefined
  /** Where links in emails lead: never where only the Host header of a request says so, once it is deployed. */
  pagesUrl: string | undefined
  now(): Date
  requestId: string
  /** Runs work after the response; if it fails, the log says so by this name, and nothing else changes. */
  defer(name: string, work: Promise<unknown>): void
}

/** What a request with a valid access token may use. */
export interface CallerCtx extends Ctx {
  /** Whom the token names: nothing is known of the session until a statement has checked it. */
  caller: Caller
  /** What the statements of this call have read of what operators have granted the caller, in which generation. */
  granted: (Granted & { generation: number | null }) | undefined
}

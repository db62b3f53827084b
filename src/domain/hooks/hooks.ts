import type { AuthMethod } from '../../model/auth-methods.ts'
import type { MailPurpose } from '../../model/code-purposes.ts'
import type { EventType } from '../../model/event-types.ts'
import type { ProblemCode } from '../../model/problem.ts'
import type { FILLABLE } from '../../model/profile-fields.ts'
import type { Ctx, Device } from '../context.ts'

/**
 * What the team's own code is asked, or told, at the service's turning points (docs/hooks.md). Each hook may take
 * `HOOK_TIMEOUT_MS`; then `signal` is aborted. Its `ctx` is that of the call, and calls no hooks.
 */
export interface Hooks {
  /**
   * Somebody is about to be a user. Returns what else is stored of them. May refuse, by throwing a `Problem`: then nothing
   * is written.
   */
  beforeRegister?(
    ctx: Ctx,
    registration: Registration,
    signal: AbortSignal,
  ): Promise<Additions | undefined> | Promise<void>
  /** Somebody has proven who they are, and a session is about to start. May refuse, by throwing a `Problem`. */
  beforeSignIn?(ctx: Ctx, signIn: AskedSignIn, signal: AbortSignal): Promise<void>
  /** Returns claims that an access token is to have besides, at most 1,024 bytes of JSON. They must not have a meaning already. */
  tokenClaims?(ctx: Ctx, session: SessionOfToken, signal: AbortSignal): Promise<Record<string, unknown>>
  /** A mail is about to be sent, after the response. Returns what of it is another, or `'handled'`: then none is sent. */
  beforeMail?(ctx: Ctx, mail: WrittenMail, signal: AbortSignal): Promise<ChangedMail | 'handled' | undefined>
  /** A code is about to be sent, after the response. Returns `'handled'` if it was; else it is mailed. */
  sendCode?(ctx: Ctx, code: CodeToSend, signal: AbortSignal): Promise<'handled' | undefined>
  /** Events were recorded. Called after the response; nothing that it does changes that. */
  afterCommit?(ctx: Ctx, events: readonly CommittedEvent[], signal: AbortSignal): Promise<void>
}

/** The codes with which hooks refuse, for the OpenAPI document: each is of the catalogue, or of `src/extensions/problems.ts`. */
export type Refusals = Partial<Record<'beforeRegister' | 'beforeSignIn', readonly ProblemCode[]>>

/** Somebody who is about to be a user. */
export interface Registration {
  /** How they come. */
  method: 'password' | 'provider' | 'login_code' | 'passkey' | 'guest' | 'operator'
  /** Apple, Google or another, for `provider`. */
  provider: string | null
  /** Null for a guest, and for who only has a passkey. */
  email: string | null
  /** Whether the call proves that they read that mailbox. */
  emailVerified: boolean
  /** As it was given; null if nobody has said it. */
  name: string | null
  /** The other profile fields that were given. */
  profile: Readonly<Profile>
  /** Who they are already: the guest, or the user with neither an email address nor a password; null for somebody new. */
  guestId: string | null
}

type Profile = { [Field in Exclude<(typeof FILLABLE)[number], 'name'>]?: string | null | undefined }

/** What is stored of a new user besides, or in the place of what was given. */
export interface Additions extends Profile {
  name?: string
  /** Merged into what there is (RFC 7396): what `TOKEN_CLAIMS` names is in their tokens. At most 4,096 bytes of JSON. */
  appMetadata?: Record<string, unknown>
}

/** A sign-in that is about to be made. */
export interface AskedSignIn {
  userId: string
  /** What was proven first. */
  method: AuthMethod
  /** What was given as the second factor; null if none was. */
  secondFactor: AuthMethod | null
  /** 2 with a second factor, and with a passkey. */
  level: 1 | 2
  /** From where. */
  device: Device
  /** What the client, or else its user agent, calls the device. */
  deviceName: string | null
}

/** Whose token is signed. At a registration there are no rows of either yet. */
export interface SessionOfToken {
  userId: string
  sessionId: string
}

/** A mail that is about to be sent. It may hold a code, or a link that is as good as one. */
export interface WrittenMail {
  /** What it is about, as the log calls it: `verify_email`, `password_changed`, ... */
  kind: string
  to: string
  subject: string
  text: string
  html: string
}

/** What of a mail is another; what is not named stays. */
export interface ChangedMail {
  subject?: string
  text?: string
  html?: string
  from?: { name: string; email: string }
}

/** A code that is about to be sent. */
export interface CodeToSend {
  purpose: MailPurpose | 'invitation'
  /** Six digits. */
  code: string
  /** The page that needs no code; null where the service does not know its own URL. */
  link: string | null
  /** The email address that the code is for. Whoever gives it back counts as who reads that mailbox. */
  email: string
  /** The user who has asked, where the call knows. */
  userId: string | null
}

/** An event as its row has it. */
export interface CommittedEvent {
  _id: string
  type: EventType
  userId: string
  /** The session that it was in, or that it has started. */
  sessionId: string | null
  createdAt: Date
  /** How somebody signed in. */
  method: AuthMethod | null
  /** The other account that it is about. */
  otherId: string | null
  /** Whether an operator did it. */
  bySupport: boolean
}

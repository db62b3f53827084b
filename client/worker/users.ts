import type { AdminUser, AdminUserItem, FieldError, ProblemCode } from '../admin/api.gen.ts'

/** Why a call was refused. Switch on `code`; `message` is for people. */
export interface Problem {
  code: ProblemCode
  /** Of HTTP. */
  status: number
  message: string
  /** Names the call in the service's log. */
  requestId: string
  /** The wrong arguments, for `invalid_request`. */
  errors?: FieldError[]
  /** What `WWW-Authenticate` is to say, if you send the problem on. */
  challenge?: string
  retryAfterSeconds?: number
}

/** What a call returns. It throws only if the service cannot be reached. */
export type Outcome<T> = { data: T; problem?: never } | { problem: Problem; data?: never }

/** The user of an access token whose session is live. */
export interface VerifiedUser {
  userId: string
  sessionId: string
  roles: string[]
  /** What the session has shown: 1 for one factor, 2 for two, or a passkey. */
  level: number
  /** When the token does: ISO 8601, UTC. */
  expiresAt: string
}

/** A link that works once. */
export interface IssuedLink {
  link: string
  /** ISO 8601, UTC. */
  expiresAt: string
}

/**
 * The binding of your Worker to the entrypoint `Users` of the service:
 *
 *     [[services]]
 *     binding = "USERS"
 *     service = "latchkey"
 *     entrypoint = "Users"
 *     props = { name = "billing", scopes = ["read"] }
 *
 * `verify` needs no `props`; every other call needs a name, which is the actor in the audit record, and a scope.
 */
export interface UsersBinding {
  /** Who sends this access token, if its session is live at this moment. */
  verify(token: string): Promise<Outcome<VerifiedUser>>
  /** All that operators see of a user. Scope `read`. */
  getUser(id: string): Promise<Outcome<AdminUser>>
  /** Up to 100 users, in the order of the ids; who is not there is left out. Scope `read`. */
  getUsers(ids: string[]): Promise<Outcome<AdminUserItem[]>>
  /** The user with exactly this email address, verified or not. Scope `read`. */
  findByEmail(email: string): Promise<Outcome<AdminUserItem>>
  /** Refuses all tokens of a user from the next call on; they can sign in again. Scope `write`. */
  endSessions(id: string): Promise<Outcome<null>>
  /** Gives a user these roles, and no others. Scope `write`. */
  setRoles(id: string, roles: string[]): Promise<Outcome<AdminUser>>
  /** Ends all sessions of a user, and lets them sign in no more, or not until a time (ISO 8601). Scope `write`. */
  disable(id: string, options?: { reason?: string | null; until?: string | null }): Promise<Outcome<AdminUser>>
  /** Lets a disabled user sign in again. Scope `write`. */
  enable(id: string): Promise<Outcome<AdminUser>>
  /**
   * The link that an email to the user would have. Whoever has it takes the account: deliver it to its owner, and keep it out
   * of logs. Scope `links`.
   */
  issueLinkFor(id: string, purpose: 'reset_password' | 'verify_email'): Promise<Outcome<IssuedLink>>
}

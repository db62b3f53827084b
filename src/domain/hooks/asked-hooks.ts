import type { GrantedClaims } from '../../crypto/tokens.ts'
import type { Steps } from '../../db/database.ts'
import type { Bound } from '../../db/statement.ts'
import type { SentCode } from '../../mail/code-link.ts'
import type { Mail } from '../../mail/mail.ts'
import type { Ctx } from '../context.ts'
import type { ExpectedUser } from '../sign-in/expected-user.ts'
import type { SignIn } from '../sign-in/finish-sign-in.ts'
import type { Additions, CodeToSend, Registration, SessionOfToken } from './hooks.ts'

/** A sign-in that hooks are asked about. */
interface Session {
  signIn: SignIn
  who: ExpectedUser | undefined
  /** Takes back what was counted against a right password, if a hook refuses. */
  forgetFailures: Bound<D1Result> | undefined
}

/** Of whom hooks were asked, who may have the session, and what they say of its tokens; nobody, if a second factor comes first. */
export interface Approved {
  userId: string | undefined
  claims: GrantedClaims
}

/** What is stored of a new user besides. */
export interface Added {
  additions: Additions
  /** The steps that store it, after the event that records the user. */
  store(eventId: string): Steps
}

/** The team's hooks as the domain calls them: each is guarded, and only those that there are have a member. */
export interface AskedHooks {
  /** Whether a call has to find out beforehand who comes. */
  needsWho: boolean
  /** Throws a refusal, `hook_failed`. */
  beforeRegister?(ctx: Ctx, registration: Registration): Promise<Added>
  /** `beforeSignIn` and `tokenClaims` of a session that is about to start. Throws a refusal, `hook_failed`. */
  beforeSession?(ctx: Ctx, session: Session): Promise<Approved>
  /** Throws `hook_failed`. */
  tokenClaims?(ctx: Ctx, session: SessionOfToken): Promise<GrantedClaims>
  /** The mail that is to be sent; `undefined` if it was taken over. A hook that fails changes nothing. */
  beforeMail?(ctx: Ctx, kind: string, mail: Mail): Promise<Mail | undefined>
  /** Whether the code, for an email address, was sent. A hook that fails has not. */
  sendCode?(ctx: Ctx, code: SentCode, email: string, purpose?: CodeToSend['purpose']): Promise<boolean>
  /** Tells of events after the response, by their ids. */
  afterCommit?(ctx: Ctx, eventIds: readonly string[]): void
}

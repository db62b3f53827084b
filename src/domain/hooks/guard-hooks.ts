import { tellOfEvents } from './after-commit.ts'
import type { AskedHooks } from './asked-hooks.ts'
import { askBeforeMail } from './before-mail.ts'
import { askBeforeRegister } from './before-register.ts'
import { askBeforeSession } from './before-session.ts'
import type { Hooks } from './hooks.ts'
import { askToSendCode } from './send-code.ts'
import { askTokenClaims } from './token-claims.ts'

// What is loaded where the team has hooks.

/** The team's hooks, guarded. */
export function guardHooks({
  beforeRegister,
  beforeSignIn,
  tokenClaims,
  beforeMail,
  sendCode,
  afterCommit,
}: Hooks): AskedHooks {
  const asksOfSession = beforeSignIn !== undefined || tokenClaims !== undefined
  return {
    needsWho: asksOfSession || beforeRegister !== undefined,
    ...(beforeRegister && { beforeRegister: askBeforeRegister(beforeRegister) }),
    ...(asksOfSession && { beforeSession: askBeforeSession(beforeSignIn, tokenClaims) }),
    ...(tokenClaims && { tokenClaims: askTokenClaims(tokenClaims) }),
    ...(beforeMail && { beforeMail: askBeforeMail(beforeMail) }),
    ...(sendCode && { sendCode: askToSendCode(sendCode) }),
    ...(afterCommit && { afterCommit: tellOfEvents(afterCommit) }),
  }
}

import { codeLink } from '../../mail/code-link.ts'
import { askAfterwards } from './ask.ts'
import type { AskedHooks } from './asked-hooks.ts'
import type { Hooks } from './hooks.ts'
import { isHandled } from './returned.ts'

/** Asks whether a code is sent another way. A hook that fails has not sent it: then it is mailed, where that is set up. */
export const askToSendCode =
  (hook: NonNullable<Hooks['sendCode']>): NonNullable<AskedHooks['sendCode']> =>
  (ctx, sent, email, purpose = sent.purpose) => {
    const link = ctx.pagesUrl ? codeLink(sent, ctx.pagesUrl) : null
    const isOfUser = sent.subject !== email
    const asked = { purpose, code: sent.code, link, email, userId: isOfUser ? sent.subject : null }
    return askAfterwards('sendCode', ctx, (own, signal) => hook(own, asked, signal), isHandled, false)
  }

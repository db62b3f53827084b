import type { Provider } from '../../model/providers.ts'
import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/** What was linked, and whether that took the account from whoever held it. */
interface LinkedIdentity {
  provider: Provider
  tookOver: boolean
}

/** Mails the owner of an account that an identity was linked to it, after the response. */
export const notifyIdentityLinked = (ctx: Ctx, to: Recipient, linked: LinkedIdentity): void =>
  sendNotice(ctx, 'identity_linked', to, (mails, notice) =>
    mails.identityLinkedMail({
      ...notice,
      ...linked,
      givenName: ctx.settings.providers.get(linked.provider)?.oidc?.name,
    }),
  )

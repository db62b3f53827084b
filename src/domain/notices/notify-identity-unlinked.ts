import type { Provider } from '../../model/providers.ts'
import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an account that an identity was unlinked from it, after the response. */
export const notifyIdentityUnlinked = (ctx: Ctx, to: Recipient, provider: Provider): void =>
  sendNotice(ctx, 'identity_unlinked', to, (mails, notice) =>
    mails.identityUnlinkedMail({ ...notice, provider, givenName: ctx.settings.providers.get(provider)?.oidc?.name }),
  )

import type { Provider } from '../../model/providers.ts'
import type { Ctx } from '../context.ts'
import { sendMail } from './send-mail.ts'

/** Mails the owner of an account that an identity was unlinked from it, after the response. */
export const notifyIdentityUnlinked = (ctx: Ctx, to: string, provider: Provider): void =>
  sendMail(ctx, 'identity_unlinked', (mails) =>
    mails.identityUnlinkedMail({ to, appName: ctx.settings.APP_NAME, baseUrl: ctx.pagesUrl, provider }),
  )

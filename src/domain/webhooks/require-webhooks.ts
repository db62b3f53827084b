import type { Webhooks } from '../../config/webhooks.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/** Who is told of changes. Throws `webhooks_not_configured` if nobody is. */
export function requireWebhooks({ settings }: Ctx): Webhooks {
  if (!settings.webhooks) throw new Problem('webhooks_not_configured')
  return settings.webhooks
}

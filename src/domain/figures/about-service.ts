import type { About } from '../../config/about.ts'
import type { Ctx } from '../context.ts'

/** How the service is set up. Only operators ask, so ADMIN is on. */
export function aboutService({ settings }: Ctx): About {
  if (!settings.operators.about) throw new Error('ADMIN is off')
  return settings.operators.about()
}

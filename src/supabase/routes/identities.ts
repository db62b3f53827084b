import { createMiddleware } from 'hono/factory'
import { Hono } from 'hono/tiny'
import { unlinkIdentity } from '../../domain/operations/identities/unlink-identity.ts'
import { PROVIDERS } from '../../model/providers.ts'
import { authenticate } from '../authenticate.ts'
import type { SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'
import { isUuid } from '../ids.ts'
import { identityId } from '../present-user.ts'

const requireManualLinking = createMiddleware<SupabaseEnv>((c, next) => {
  if (c.get('supabase').SUPABASE_MANUAL_LINKING === 'off') throw new SupabaseError('manual_linking_disabled')
  return next()
})

/** `unlinkIdentity`, and the half of `linkIdentity` that redirects. */
export const identitiesRoute = new Hono<SupabaseEnv>()
  .get('/user/identities/authorize', authenticate, requireManualLinking, () => {
    throw new SupabaseError('provider_disabled')
  })
  .delete('/user/identities/:identityId', authenticate, requireManualLinking, async (c) => {
    const { identityId: id } = c.req.param()
    if (!isUuid(id)) throw new SupabaseError('validation_failed', 'identity_id must be an UUID', undefined, 404)
    const { caller, settings } = c.get('ctx')
    // The id is derived from the user and the provider, so it need not be read back.
    for (const provider of ['email', ...PROVIDERS, ...settings.providers.keys()]) {
      if ((await identityId(caller.userId, provider)) !== id.toLowerCase()) continue
      if (provider === 'email') throw new SupabaseError('single_identity_not_deletable') // an account goes as a whole
      await unlinkIdentity(c.get('ctx'), provider)
      return c.json({})
    }
    throw new SupabaseError('identity_not_found')
  })

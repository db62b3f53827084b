import { Hono } from 'hono/tiny'
import { VERSION } from '../../lib/version.ts'
import type { SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'

/** What says how the service is set up, and what this protocol has and we do not: sign-ins that redirect. */
export const serviceRoute = new Hono<SupabaseEnv>()
  .get('/settings', (c) => {
    const { settings } = c.get('ctx')
    const others = Object.fromEntries([...settings.providers.keys()].map((provider) => [provider, true]))
    const guests = settings.GUESTS === 'on'
    return c.json({
      external: { anonymous_users: guests, apple: false, google: false, email: true, phone: false, ...others },
      disable_signup: false,
      mailer_autoconfirm: c.get('supabase').SUPABASE_AUTOCONFIRM === 'on',
      phone_autoconfirm: false,
      sms_provider: '',
      saml_enabled: false,
      passkeys_enabled: settings.PASSKEYS === 'on',
    })
  })
  .get('/health', (c) =>
    c.json({ version: `v${VERSION}`, name: 'GoTrue', description: 'Latchkey, which speaks the protocol of GoTrue' }),
  )
  .get('/.well-known/jwks.json', (c) => {
    const keys = [...c.get('ctx').keyring.byId.values()].flatMap(({ publicJwk }) => publicJwk ?? [])
    return c.json({ keys }, 200, { 'cache-control': 'public, max-age=600' })
  })
  .all('/authorize', refuse('provider_disabled'))
  .all('/callback', refuse('provider_disabled'))
  .all('/sso/*', refuse('saml_provider_disabled'))
  .all('/saml/*', refuse('saml_provider_disabled'))

function refuse(code: 'provider_disabled' | 'saml_provider_disabled') {
  return () => {
    throw new SupabaseError(code)
  }
}

import * as v from 'valibot'
import { isSecureUrl } from '../lib/secure-url.ts'
import { PROVIDER_NAME, TENANT } from '../model/providers.ts'
import { misconfigured } from './environment.ts'
import type { Settings } from './settings.ts'

const NO_PROVIDERS =
  'must be JSON such as {"line": {"issuer": "https://access.line.me", "clientIds": ["1234567890"]}}, or empty'
const NO_NAME = 'must name providers as a-z, 0-9 and hyphens, and none apple, google, code, passkey or second-factor'
const NO_URL = 'must have https URLs, without a query'
const NO_TENANTS = `may have ${TENANT} in an issuer once, with a jwksUrl and without emailAuthority`

/** What /users/login/ has besides names of providers, and the providers that have settings of their own. */
const RESERVED = ['apple', 'google', 'code', 'passkey', 'second-factor']

const filledText = v.pipe(v.string(NO_PROVIDERS), v.minLength(1, NO_PROVIDERS))
const flag = v.exactOptional(v.boolean(NO_PROVIDERS))

const url = v.pipe(
  v.string(NO_PROVIDERS),
  v.check((value) => isSecureUrl(value) && !/[?#]/.test(value), NO_URL),
)

const provider = v.pipe(
  v.strictObject(
    {
      name: v.exactOptional(filledText),
      issuer: url,
      clientIds: v.pipe(v.array(filledText, NO_PROVIDERS), v.minLength(1, NO_PROVIDERS)),
      jwksUrl: v.exactOptional(url),
      emailAuthority: flag,
      nonceCheck: flag,
    },
    NO_PROVIDERS,
  ),
  // Any tenant's administrator writes addresses into its tokens, and there is no one discovery document of all tenants.
  v.check(
    ({ issuer, jwksUrl, emailAuthority }) =>
      !/[{}]/.test(issuer.replace(TENANT, '')) && (!issuer.includes(TENANT) || (!!jwksUrl && !emailAuthority)),
    NO_TENANTS,
  ),
)

const providerName = v.pipe(
  v.string(),
  v.check((name) => PROVIDER_NAME.test(name) && !RESERVED.includes(name), NO_NAME),
)

// Without v.record: Valibot is one module, and the entry would have it, too.
const setting = v.pipe(
  v.string(),
  v.parseJson({}, NO_PROVIDERS),
  v.looseObject({}, NO_PROVIDERS),
  v.transform((providers) => Object.entries(providers).map(([name, oidc]) => ({ name, oidc }))),
  v.array(v.object({ name: providerName, oidc: provider })),
)

/**
 * Adds the issuers of ID tokens that a JSON text names to those that are accepted (docs/other-providers.md). Loaded only
 * where there are any. Throws `misconfigured`.
 */
export function addOidcProviders({ OIDC_PROVIDERS, providers }: Settings): void {
  if (!OIDC_PROVIDERS) return
  const { success, output, issues } = v.safeParse(setting, OIDC_PROVIDERS, { abortPipeEarly: true })
  if (!success) throw misconfigured([{ path: 'OIDC_PROVIDERS', message: issues[0].message }])
  for (const { name, oidc } of output) {
    providers.set(name, { clientIds: oidc.clientIds, acceptsUnknownNonce: oidc.nonceCheck === false, oidc })
  }
}

import { localSecrets } from '../../src/extensions/settings.ts'
import { newEncryptionKeys, newJwkSet } from './new-jwk-set.ts'
import { newWebhookSecret } from './new-webhook-secret.ts'

/** Generates each secret that wrangler.toml requires, or that a setting does, for local use and for tests; and a team's own. */
const GENERATORS: Record<string, () => Promise<string>> = {
  JWT_KEYS: async () => JSON.stringify(await newJwkSet()),
  ENCRYPTION_KEYS: async () => JSON.stringify(await newEncryptionKeys()),
  WEBHOOK_SECRET: async () => newWebhookSecret(),
  ...Object.fromEntries(Object.entries<string>(localSecrets).map(([name, value]) => [name, async () => value])),
}

/** New values for the secrets `names`, by default all. Throws an `Error` for one that has no generator. */
export async function newDevSecrets(names = Object.keys(GENERATORS)): Promise<Record<string, string>> {
  const entries = names.map(async (name) => {
    const generate = GENERATORS[name]
    if (!generate) throw new Error(`wrangler.toml requires the secret ${name}: give it a local value, in ${OWN}`)
    return [name, await generate()]
  })
  return Object.fromEntries(await Promise.all(entries))
}

const OWN = 'src/extensions/settings.ts'

/** Secrets as the lines of `.dev.vars`. */
export const toEnvFile = (secrets: Record<string, string>): string =>
  Object.entries(secrets)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('')

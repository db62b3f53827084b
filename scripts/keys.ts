// npm run keys: prints a new JWK Set for the secret JWT_KEYS. With the old set on standard input, the new key goes in
// front: it signs from then on, and the old ones go on verifying. With --for encryption, the same for ENCRYPTION_KEYS: the
// new key encrypts from then on, and the old ones go on decrypting. With --for service NAME, a new key of a service: the key
// itself goes to standard error, to be handed to the service, and its entry for SERVICE_KEYS to standard output, behind the
// entries on standard input. With --for webhooks, a new WEBHOOK_SECRET: behind it the old one, which goes on signing.
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { newEncryptionKeys, newJwkSet } from './support/new-jwk-set.ts'
import { newServiceKey } from './support/new-service-key.ts'
import { newWebhookSecret } from './support/new-webhook-secret.ts'

const { values, positionals } = parseArgs({
  options: {
    alg: { type: 'string', default: 'ES256' },
    for: { type: 'string', default: 'signing' },
    scopes: { type: 'string' },
  },
  allowPositionals: true,
})

const MAKERS: Record<string, (old: string) => Promise<string>> = {
  signing: async (old) => JSON.stringify(await newJwkSet(values.alg, keysIn(old))),
  encryption: async (old) => JSON.stringify(await newEncryptionKeys(keysIn(old))),
  service: addServiceKey,
  webhooks: async (old) => [newWebhookSecret(), old.split(/\s+/)[0]].filter(Boolean).join(' '),
}

try {
  const make = MAKERS[values.for]
  if (!make) throw new Error(`Keys are --for ${Object.keys(MAKERS).join(', ')}.`)
  const old = process.stdin.isTTY ? '' : (await text(process.stdin)).trim()
  console.log(await make(old))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error)) // what to do, without a stack trace
  process.exitCode = 1
}

function keysIn(set: string) {
  return set ? JSON.parse(set).keys : []
}

async function addServiceKey(entries: string): Promise<string> {
  const [name] = positionals
  if (!name) throw new Error('Name the service: npm run keys -- --for service NAME')
  const known = entries.split(',').flatMap((entry) => entry.trim() || [])
  if (known.some((entry) => entry.startsWith(`${name}:`)))
    throw new Error(
      `There is a key of ${name}: name the new one otherwise, and remove the old one once it is not used.`,
    )
  const { key, entry } = await newServiceKey(name, values.scopes)
  console.error(`The key of ${name}, which is shown this once:\n${key}\n`)
  return [...known, entry].join(',')
}

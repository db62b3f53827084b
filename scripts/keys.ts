// npm run keys: prints a new JWK Set for the secret JWT_KEYS. With the old set on standard input, the new key goes in
// front: it signs from then on, and the old ones go on verifying. With --for encryption, the same for ENCRYPTION_KEYS: the
// new key encrypts from then on, and the old ones go on decrypting.
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { newEncryptionKeys, newJwkSet } from './support/new-jwk-set.ts'

const { values } = parseArgs({
  options: { alg: { type: 'string', default: 'ES256' }, for: { type: 'string', default: 'signing' } },
})
if (!['signing', 'encryption'].includes(values.for)) throw new Error('Keys are --for signing or --for encryption.')
const old = process.stdin.isTTY ? '' : (await text(process.stdin)).trim()

const oldKeys = old ? JSON.parse(old).keys : []
const set = values.for === 'encryption' ? await newEncryptionKeys(oldKeys) : await newJwkSet(values.alg, oldKeys)

console.log(JSON.stringify(set))

// npm run keys: prints a new JWK Set for the secret JWT_KEYS. With the old set on standard input, the new key goes in
// front: it signs from then on, and the old ones go on verifying.
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { newJwkSet } from './support/new-jwk-set.ts'

const { values } = parseArgs({ options: { alg: { type: 'string', default: 'ES256' } } })
const old = process.stdin.isTTY ? '' : (await text(process.stdin)).trim()

console.log(JSON.stringify(await newJwkSet(values.alg, old ? JSON.parse(old).keys : [])))

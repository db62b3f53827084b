import { decodeCBORToNativeValue } from '@oslojs/cbor'
import { encodeBase64url } from '../../lib/base64url.ts'
import { demand } from './ceremony.ts'

/** Levels of nesting in CBOR: an attestation has three. */
export const MAX_DEPTH = 4

// COSE_Key (RFC 9052 §7, RFC 9053 §7): labels of its members, and key types and curves.
const KTY = '1'
const ALG = '3'
const FIRST = '-1'
const SECOND = '-2'
const THIRD = '-3'
const P256 = 1
const ED25519 = 6

/** How a passkey's signature is verified. */
export interface VerificationKey {
  key: CryptoKey
  algorithm: SubtleCryptoSignAlgorithm
  /** ECDSA signatures come in DER, and Web Crypto takes both numbers as they are. */
  isDer: boolean
}

/** Reads a COSE_Key of one of `PASSKEY_ALGORITHMS`. Throws `CeremonyFailure`. */
export async function importPublicKey(cose: Uint8Array): Promise<VerificationKey> {
  const members = membersOf(cose)
  const [jwk, algorithm] = describeKey(members)
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']).catch(() => undefined)
  demand(key !== undefined, 'public key')
  return { key, algorithm, isDer: algorithm.name === 'ECDSA' }
}

/** The size of the COSE_Key with which some bytes begin. Throws `CeremonyFailure`. */
export function sizeOfPublicKey(bytes: Uint8Array): number {
  return decode(bytes)[1]
}

const membersOf = (cose: Uint8Array) => new Map(Object.entries({ ...Object(decode(cose)[0]) }))

type Members = Map<string, unknown>

function describeKey(members: Members): [JsonWebKey, SubtleCryptoImportKeyAlgorithm & SubtleCryptoSignAlgorithm] {
  const has = (kty: number, alg: number) => members.get(KTY) === kty && members.get(ALG) === alg
  if (has(2, -7) && members.get(FIRST) === P256) {
    const jwk = { kty: 'EC', crv: 'P-256', x: text(members, SECOND), y: text(members, THIRD) }
    return [jwk, { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }]
  }
  if (has(1, -8) && members.get(FIRST) === ED25519) {
    return [{ kty: 'OKP', crv: 'Ed25519', x: text(members, SECOND) }, { name: 'Ed25519' }]
  }
  demand(has(3, -257), 'algorithm')
  const jwk = { kty: 'RSA', n: text(members, FIRST), e: text(members, SECOND) }
  return [jwk, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }]
}

function text(members: Members, label: string): string {
  const bytes = members.get(label)
  demand(bytes instanceof Uint8Array, 'public key')
  return encodeBase64url(bytes)
}

/** Decodes CBOR (RFC 8949), and says how many bytes it took. */
function decode(bytes: Uint8Array): [value: unknown, size: number] {
  try {
    return decodeCBORToNativeValue(bytes, MAX_DEPTH)
  } catch {
    demand(false, 'public key')
  }
}

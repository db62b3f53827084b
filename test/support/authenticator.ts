import { decodeBase64url, encodeBase64url } from '../../src/lib/base64url.ts'
import { ORIGIN } from './origin.ts'

// An authenticator in software, and the browser around it: ES256, attestation "none" (WebAuthn L3 §6). By default it does
// everything right; `Deviation` says what a test has it do otherwise.

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const BACKUP_ELIGIBLE = 0x08
const BACKED_UP = 0x10
const ATTESTED = 0x40

export interface Deviation {
  origin?: string
  crossOrigin?: boolean
  type?: string
  challenge?: string
  rpId?: string
  flags?: number
  /** The counter that it says; without one it adds one to what it has said. */
  counter?: number
  userHandle?: string
  /** The id of a new passkey. */
  credentialId?: string
  aaguid?: string
  /** What signs instead of its own key. */
  privateKey?: CryptoKey
}

export interface Passkey {
  id: string
  rpId: string
  userHandle: string
  keys: CryptoKeyPair
  counter: number
}

const utf8 = (text: string) => Uint8Array.from(new TextEncoder().encode(text))
const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
const json = (value: object) => encodeBase64url(utf8(JSON.stringify(value)))
const bytesOf = (encoded: string): Uint8Array<ArrayBuffer> => decodeBase64url(encoded) ?? new Uint8Array()

/** Makes a passkey of `PublicKeyCredentialCreationOptionsJSON`: it, and what `toJSON()` gives of it. */
export async function makePasskey(options: any, deviation: Deviation = {}) {
  const keys = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const passkey: Passkey = {
    id: deviation.credentialId ?? encodeBase64url(crypto.getRandomValues(new Uint8Array(16))),
    rpId: options.rp.id,
    userHandle: options.user.id,
    keys,
    counter: 0,
  }
  const credentialId = bytesOf(passkey.id)
  const attested = [
    ...Uint8Array.from((deviation.aaguid ?? '00'.repeat(16)).replaceAll('-', '').match(/../g) ?? [], (pair) =>
      Number.parseInt(pair, 16),
    ),
    0,
    credentialId.length,
    ...credentialId,
    ...(await coseKey(keys.publicKey)),
  ]
  const flags = USER_PRESENT | USER_VERIFIED | BACKUP_ELIGIBLE | BACKED_UP | ATTESTED
  const data = await authenticatorData(passkey, { flags, counter: 0, ...deviation }, attested)
  const attestationObject = [
    ...[0xa3, ...cborText('fmt'), ...cborText('none'), ...cborText('attStmt'), 0xa0],
    ...[...cborText('authData'), 0x58, data.length, ...data],
  ]
  const credential = {
    id: passkey.id,
    rawId: passkey.id,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData('webauthn.create', options.challenge, deviation),
      attestationObject: encodeBase64url(Uint8Array.from(attestationObject)),
      transports: ['internal', 'hybrid'],
    },
  }
  return { passkey, credential }
}

/** Answers `PublicKeyCredentialRequestOptionsJSON` with a passkey, as `toJSON()` gives it. */
export async function signWith(passkey: Passkey, options: any, deviation: Deviation = {}) {
  passkey.counter = deviation.counter ?? passkey.counter + 1
  const flags = USER_PRESENT | USER_VERIFIED | BACKUP_ELIGIBLE | BACKED_UP
  const data = await authenticatorData(passkey, { flags, ...deviation, counter: passkey.counter })
  const clientDataJSON = clientData('webauthn.get', options.challenge, deviation)
  const signed = Uint8Array.from([...data, ...(await sha256(bytesOf(clientDataJSON)))])
  const key = deviation.privateKey ?? passkey.keys.privateKey
  const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, signed))
  const { userHandle } = { userHandle: passkey.userHandle, ...deviation }
  return {
    id: passkey.id,
    rawId: passkey.id,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    clientExtensionResults: {},
    response: {
      clientDataJSON,
      authenticatorData: encodeBase64url(data),
      signature: encodeBase64url(der(raw)),
      userHandle: userHandle ?? '',
    },
  }
}

const clientData = (type: string, challenge: string, { origin = ORIGIN, crossOrigin = false, ...other }: Deviation) =>
  json({ type: other.type ?? type, challenge: other.challenge ?? challenge, origin, crossOrigin })

async function authenticatorData(
  passkey: Passkey,
  { rpId = passkey.rpId, flags = 0, counter = 0 }: Deviation,
  attested: number[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const count = [24, 16, 8, 0].map((shift) => (counter >>> shift) & 0xff)
  return Uint8Array.from([...(await sha256(utf8(rpId))), flags, ...count, ...attested])
}

/** COSE_Key of ES256 (RFC 9053 §7.1.1): a map of kty, alg, crv, x and y. */
async function coseKey(key: CryptoKey): Promise<number[]> {
  const point = new Uint8Array((await crypto.subtle.exportKey('raw', key)) as ArrayBuffer)
  const coordinate = (from: number) => [0x58, 32, ...point.subarray(from, from + 32)]
  return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, ...coordinate(1), 0x22, ...coordinate(33)]
}

const cborText = (text: string) => [0x60 + text.length, ...utf8(text)]

/** A raw ECDSA signature in DER. */
export function der(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const integer = (bytes: Uint8Array) => {
    const digits = [...bytes.subarray(bytes.findIndex((byte) => byte !== 0))]
    const body = (digits[0] ?? 0) & 0x80 ? [0, ...digits] : digits
    return [0x02, body.length, ...body]
  }
  const content = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))]
  return Uint8Array.from([0x30, content.length, ...content])
}

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { PasskeyCreationOptions, PasskeyFactorOptions, PasskeyRequestOptions } from 'latchkey/client'
import { apiUrl } from './service'

// A phone's passkeys in software, in the place of react-native-passkeys: ES256, attestation "none" (WebAuthn L3 §6).

interface Passkey {
  id: string
  userHandle: string
  key: KeyObject
}

/** Flags of §6.1: the user is there, and was verified; it is synchronized; what follows is a new key. */
const FLAGS = 0x1d
const NEW = 0x40

let passkeys: Passkey[] = []
/** What the user does next. */
let isCancelling = false

export const phoneKeys = {
  forget: () => {
    passkeys = []
  },
  cancelNext: () => {
    isCancelling = true
  },
  wasCancelled: () => !isCancelling,
}

export async function create({ rp, user, challenge }: PasskeyCreationOptions) {
  cancelIfAsked()
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  passkeys.push({ id: id.toString('base64url'), userHandle: user.id, key: privateKey })
  const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)])
  const data = authenticatorData(rp.id, FLAGS | NEW, attested)
  const head = Buffer.from([0xa3, ...text('fmt'), ...text('none'), ...text('attStmt'), 0xa0, ...text('authData'), 0x58])
  const attestationObject = Buffer.concat([head, Buffer.from([data.length]), data]).toString('base64url')
  const response = { clientDataJSON: clientData('webauthn.create', challenge), attestationObject }
  return { id: id.toString('base64url'), response: { ...response, transports: ['internal', 'hybrid'] } }
}

export async function get({ challenge, rpId }: PasskeyRequestOptions | PasskeyFactorOptions) {
  cancelIfAsked()
  const [passkey] = passkeys.slice(-1)
  if (!passkey) return null
  const clientDataJSON = clientData('webauthn.get', challenge)
  const data = authenticatorData(rpId, FLAGS)
  const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))])
  const response = {
    clientDataJSON,
    authenticatorData: data.toString('base64url'),
    signature: sign('sha256', signed, passkey.key).toString('base64url'),
    userHandle: passkey.userHandle,
  }
  return { id: passkey.id, response }
}

function cancelIfAsked(): void {
  if (!isCancelling) return
  isCancelling = false
  throw Object.assign(new Error('User cancelled the passkey interaction'), { code: 'ERR_USER_CANCELLED' })
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()

const clientData = (type: string, challenge: string) =>
  Buffer.from(JSON.stringify({ type, challenge, origin: apiUrl })).toString('base64url')

const authenticatorData = (rpId: string, flags: number, attested: Buffer = Buffer.alloc(0)) =>
  Buffer.concat([sha256(rpId), Buffer.from([flags, 0, 0, 0, 0]), attested])

/** COSE_Key of ES256 (RFC 9053 §7.1.1): a map of kty, alg, crv, x and y. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const coordinate = (label: number, value: string) => [label, 0x58, 32, ...Buffer.from(value, 'base64url')]
  return Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, ...coordinate(0x21, x), ...coordinate(0x22, y)])
}

/** CBOR of a short text. */
const text = (value: string) => [0x60 + value.length, ...Buffer.from(value)]

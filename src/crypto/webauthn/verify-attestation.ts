import { decodeCBORToNativeValueNoLeftoverBytes } from '@oslojs/cbor'
import { encodeBase64url } from '../../lib/base64url.ts'
import { type AuthenticatorData, readAuthenticatorData } from './authenticator-data.ts'
import { type Ceremony, demand } from './ceremony.ts'
import { bytesOf, checkClientData } from './client-data.ts'
import { importPublicKey, MAX_DEPTH, sizeOfPublicKey } from './public-key.ts'

/** A new credential as `PublicKeyCredential.toJSON()` gives it: what of it we read, in base64url. */
export interface GivenAttestation {
  id: string
  clientDataJSON: string
  attestationObject: string
}

/** A passkey that was just made. */
export interface AttestedCredential extends Omit<AuthenticatorData, 'attested'> {
  /** Base64url, as is the COSE_Key. */
  credentialId: string
  publicKey: string
  /** The model of the authenticator, as a UUID; zeros if it does not say. */
  aaguid: string
}

// WebAuthn L3 §6.5.1: 16 bytes of AAGUID, two of length, the id, the key.
const AAGUID_BYTES = 16
const ID_AT = 18
const ID_MAX_BYTES = 1_023 // §7.1 step 25

/**
 * Verifies that a passkey was made for a ceremony (WebAuthn L3 §7.1). Its attestation statement is not looked at: which
 * authenticators are made by whom decides nothing here, and browsers leave it out. Throws `CeremonyFailure`.
 */
export async function verifyAttestation(given: GivenAttestation, ceremony: Ceremony): Promise<AttestedCredential> {
  checkClientData(given.clientDataJSON, 'webauthn.create', ceremony)
  const bytes = readAttestationObject(bytesOf(given.attestationObject))
  const { attested, ...data } = await readAuthenticatorData(bytes, ceremony.rpId)
  demand(attested.length > ID_AT, 'attested credential')
  const idBytes = new DataView(attested.buffer).getUint16(AAGUID_BYTES)
  const keyAt = ID_AT + idBytes
  demand(idBytes <= ID_MAX_BYTES && attested.length > keyAt, 'credential id')
  const credentialId = encodeBase64url(attested.subarray(ID_AT, keyAt))
  demand(credentialId === given.id, 'credential id')
  const publicKey = attested.slice(keyAt, keyAt + sizeOfPublicKey(attested.subarray(keyAt)))
  await importPublicKey(publicKey) // or it could never sign anybody in
  return {
    ...data,
    credentialId,
    publicKey: encodeBase64url(publicKey),
    aaguid: toUuid(attested.subarray(0, AAGUID_BYTES)),
  }
}

/** The authenticator data in an attestation object (§6.5.4). */
function readAttestationObject(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { authData } = Object(decode(bytes)) as { authData?: unknown }
  demand(authData instanceof Uint8Array, 'attestation object')
  return new Uint8Array(authData)
}

function decode(bytes: Uint8Array): unknown {
  try {
    return decodeCBORToNativeValueNoLeftoverBytes(bytes, MAX_DEPTH)
  } catch {
    return undefined
  }
}

/** 16 bytes as 8-4-4-4-12 hexadecimal digits. */
const toUuid = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

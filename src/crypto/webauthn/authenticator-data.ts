import { demand } from './ceremony.ts'

// WebAuthn L3 §6.1: 32 bytes of hash, one of flags, four of counter.
const FLAGS_AT = 32
const COUNTER_AT = 33
const HEADER_BYTES = 37

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const BACKUP_ELIGIBLE = 0x08
const BACKED_UP = 0x10
const ATTESTED = 0x40

/** What an authenticator says and signs. */
export interface AuthenticatorData {
  /** It has asked for a fingerprint, a face or a PIN. */
  isUserVerified: boolean
  /** Whether the passkey may be on several devices, and whether it is. */
  isBackupEligible: boolean
  isBackedUp: boolean
  /** Signatures so far; 0 from one that does not count. */
  counter: number
  /** The new credential, and what follows it; empty unless there is one. */
  attested: Uint8Array<ArrayBuffer>
}

/**
 * Reads what an authenticator says, for a relying party (WebAuthn L3 §7.1 steps 13 to 17, §7.2 steps 15 to 19). Throws
 * `CeremonyFailure` if it is for another, if nobody was there, or if it is not well-formed.
 */
export async function readAuthenticatorData(bytes: Uint8Array<ArrayBuffer>, rpId: string): Promise<AuthenticatorData> {
  demand(bytes.length >= HEADER_BYTES, 'authenticator data')
  const rpIdHash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rpId)))
  demand(
    rpIdHash.every((byte, at) => byte === bytes[at]),
    'rp id',
  )
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const flags = view.getUint8(FLAGS_AT)
  const has = (flag: number) => (flags & flag) !== 0
  demand(has(USER_PRESENT), 'user presence')
  demand(has(BACKUP_ELIGIBLE) || !has(BACKED_UP), 'backup flags')
  return {
    isUserVerified: has(USER_VERIFIED),
    isBackupEligible: has(BACKUP_ELIGIBLE),
    isBackedUp: has(BACKED_UP),
    counter: view.getUint32(COUNTER_AT),
    attested: has(ATTESTED) ? bytes.slice(HEADER_BYTES) : new Uint8Array(),
  }
}

import { demand } from './ceremony.ts'

const SEQUENCE = 0x30
const INTEGER = 0x02
const NUMBER_BYTES = 32 // of P-256

/**
 * An ECDSA signature of P-256 as Web Crypto takes it, two numbers of 32 bytes, from the DER in which authenticators give it
 * (WebAuthn L3 §6.5.5, RFC 3279 §2.2.3). Throws `CeremonyFailure`.
 */
export function rawSignature(der: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  demand(der[0] === SEQUENCE && der[1] === der.length - 2, 'signature')
  const [r, end] = readInteger(der, 2)
  const [s, last] = readInteger(der, end)
  demand(last === der.length, 'signature')
  const raw = new Uint8Array(2 * NUMBER_BYTES)
  raw.set(r, NUMBER_BYTES - r.length)
  raw.set(s, 2 * NUMBER_BYTES - s.length)
  return raw
}

/** A positive integer, without the zero that DER puts before a high bit, and where it ends. */
function readInteger(der: Uint8Array<ArrayBuffer>, at: number): [Uint8Array<ArrayBuffer>, end: number] {
  const end = at + 2 + (der[at + 1] ?? 0)
  const bytes = der.subarray(at + 2, end)
  demand(der[at] === INTEGER && end <= der.length, 'signature')
  const digits = bytes[0] === 0 ? bytes.subarray(1) : bytes
  demand(digits.length <= NUMBER_BYTES, 'signature')
  return [digits, end]
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CeremonyFailure, verifyAssertion, verifyAttestation } from '../../src/crypto/webauthn/index.ts'
import { encodeBase64url } from '../../src/lib/base64url.ts'
import vectors from '../conformance/webauthn.json'

// What a stranger sends is refused, whatever it is: anything but a `CeremonyFailure` would be an error of ours.

const CEREMONY = { rpId: 'example.org', origins: ['https://example.org'] }
const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const base64url = (hex: string) => encodeBase64url(bytes(hex))

const outcome = (verification: Promise<unknown>) =>
  verification.then(
    () => 'accepted',
    (error: unknown) => (error instanceof CeremonyFailure ? 'refused' : error),
  )

const kinds = [
  'ES256 Credential with No Attestation',
  'Packed Attestation with RS256 Credential',
  'Packed Attestation with Ed25519 Credential',
]

describe.each(vectors.filter(({ name }) => kinds.includes(name)))('$name', ({ registration, authentication }) => {
  const attest = (attestationObject: Uint8Array) =>
    verifyAttestation(
      {
        id: base64url(registration.credentialId),
        clientDataJSON: base64url(registration.clientDataJSON),
        attestationObject: encodeBase64url(attestationObject),
      },
      { ...CEREMONY, challenge: base64url(registration.challenge) },
    )

  const assert = (publicKey: string, authenticatorData: Uint8Array, signature: Uint8Array) =>
    verifyAssertion(
      {
        clientDataJSON: base64url(authentication.clientDataJSON),
        authenticatorData: encodeBase64url(authenticatorData),
        signature: encodeBase64url(signature),
      },
      publicKey,
      { ...CEREMONY, challenge: base64url(authentication.challenge) },
    )

  const attestationObject = bytes(registration.attestationObject)
  const authenticatorData = bytes(authentication.authenticatorData)
  const signature = bytes(authentication.signature)

  it('is refused when its attestation is cut, wherever that is', async () => {
    for (let length = 0; length < attestationObject.length; length++) {
      expect(await outcome(attest(attestationObject.subarray(0, length))), String(length)).toBe('refused')
    }
  })

  it('is refused or harmless when a byte of its attestation is another', async () => {
    const change = fc.record({ at: fc.nat(attestationObject.length - 1), to: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, to }) => {
        const changed = Uint8Array.from(attestationObject)
        changed[at] = to
        expect(['accepted', 'refused']).toContain(await outcome(attest(changed)))
      }),
      { numRuns: 300 },
    )
  })

  it('is refused when what it has signed, or its signature, is cut or longer', async () => {
    const { publicKey } = await attest(attestationObject)
    expect(await outcome(assert(publicKey, authenticatorData, signature))).toBe('accepted')
    for (let length = 0; length < signature.length; length++) {
      expect(await outcome(assert(publicKey, authenticatorData, signature.subarray(0, length)))).toBe('refused')
    }
    for (let length = 0; length < authenticatorData.length; length++) {
      expect(await outcome(assert(publicKey, authenticatorData.subarray(0, length), signature))).toBe('refused')
    }
    const longer = (data: Uint8Array) => Uint8Array.from([...data, 0])
    expect(await outcome(assert(publicKey, authenticatorData, longer(signature)))).toBe('refused')
    expect(await outcome(assert(publicKey, longer(authenticatorData), signature))).toBe('refused')
  })

  it('is refused with any other signature', async () => {
    const { publicKey } = await attest(attestationObject)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (other) => {
        expect(await outcome(assert(publicKey, authenticatorData, other))).toBe('refused')
      }),
      { numRuns: 200 },
    )
  })
})

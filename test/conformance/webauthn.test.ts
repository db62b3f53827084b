import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { describe, expect, it } from 'vitest'
import { verifyAssertion, verifyAttestation } from '../../src/crypto/webauthn/index.ts'
import { decodeBase64url, encodeBase64url } from '../../src/lib/base64url.ts'
import vectors from './webauthn.json'

// W3C Web Authentication Level 3, §16 "Test Vectors" (index.bs of 2026-07-30): the registration and the authentication of
// one credential each. Attestation statements are not looked at, here as in the Worker.

const RP_ID = 'example.org'
const ORIGIN = 'https://example.org'
const USER_VERIFIED = 0x04

/** What has no place in a sign-in here: an algorithm that we do not ask for, and a page in a frame of another site. */
const REFUSED: Record<string, string> = {
  'Packed Attestation with ES384 Credential': 'algorithm',
  'ES256 Credential with "crossOrigin": true in clientDataJSON': 'cross origin',
  'ES256 Credential with "topOrigin" in clientDataJSON': 'cross origin',
}

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const encoded = <T extends Record<string, string>>(members: T) =>
  Object.fromEntries(Object.entries(members).map(([name, hex]) => [name, encodeBase64url(bytes(hex))])) as T

const read = ({ registration, authentication }: (typeof vectors)[number]) => {
  const { challenge, credentialId: id, clientDataJSON, attestationObject } = encoded(registration)
  const { challenge: next, ...answer } = encoded(authentication)
  const ceremony = { rpId: RP_ID, origins: [ORIGIN] }
  return {
    id,
    attestation: [
      { id, clientDataJSON, attestationObject },
      { ...ceremony, challenge },
    ] as const,
    assertion: [answer, { ...ceremony, challenge: next }] as const,
  }
}

const accepted = vectors.filter(({ name }) => !(name in REFUSED))
const refused = vectors.filter(({ name }) => name in REFUSED)

describe.each(accepted)('$name', (vector) => {
  const { id, attestation, assertion } = read(vector)
  const [answer, ceremony] = assertion
  const flags = bytes(vector.authentication.authenticatorData)[32] ?? 0

  it('is registered, and authenticates', async () => {
    const attested = await verifyAttestation(...attestation)
    expect(attested.credentialId).toBe(id)
    expect(attested.aaguid.replaceAll('-', '')).toBe(vector.registration.aaguid)
    const { isUserVerified, counter } = await verifyAssertion(answer, attested.publicKey, ceremony)
    expect([isUserVerified, counter]).toEqual([(flags & USER_VERIFIED) !== 0, 0])
  })

  it('does not authenticate with a bit of its signature changed', async () => {
    const { publicKey } = await verifyAttestation(...attestation)
    const signature = bytes(vector.authentication.signature)
    signature[20] = (signature[20] ?? 0) ^ 1
    const changed = { ...answer, signature: encodeBase64url(signature) }
    await expect(verifyAssertion(changed, publicKey, ceremony)).rejects.toThrow('signature')
  })
})

describe.each(refused)('$name', (vector) => {
  it('is refused', async () => {
    const { attestation } = read(vector)
    await expect(verifyAttestation(...attestation)).rejects.toThrow(REFUSED[vector.name])
  })
})

// Another implementation says the same of the vectors that it can read: its attestation certificates have no roots here.
describe.each(accepted.filter(({ name }) => /^ES256/.test(name)))('$name, to SimpleWebAuthn', (vector) => {
  it('gives the same key, flags and counter', async () => {
    const { id, attestation, assertion } = read(vector)
    const [given, { challenge }] = attestation
    const [answer, ceremony] = assertion
    const expected = { expectedOrigin: ORIGIN, expectedRPID: RP_ID, requireUserVerification: false }
    const credential = { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} }
    const theirs = await verifyRegistrationResponse({
      ...expected,
      expectedChallenge: challenge,
      response: { ...credential, response: given },
    })
    const ours = await verifyAttestation(...attestation)
    const { credential: key, aaguid, userVerified, credentialBackedUp } = theirs.registrationInfo ?? {}
    expect(key?.publicKey).toEqual(decodeBase64url(ours.publicKey))
    expect([aaguid, userVerified, credentialBackedUp, key?.counter]).toEqual([
      ours.aaguid,
      ours.isUserVerified,
      ours.isBackedUp,
      ours.counter,
    ])
    const { verified } = await verifyAuthenticationResponse({
      ...expected,
      expectedChallenge: ceremony.challenge,
      response: { ...credential, response: answer },
      credential: { id, publicKey: decodeBase64url(ours.publicKey) ?? new Uint8Array(), counter: 0 },
    })
    expect(verified).toBe(true)
  })
})

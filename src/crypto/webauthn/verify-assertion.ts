import { type AuthenticatorData, readAuthenticatorData } from './authenticator-data.ts'
import { type Ceremony, demand } from './ceremony.ts'
import { bytesOf, checkClientData } from './client-data.ts'
import { importPublicKey } from './public-key.ts'
import { rawSignature } from './raw-signature.ts'

/** The answer of a passkey as `PublicKeyCredential.toJSON()` gives it: what of it we verify, in base64url. */
export interface GivenAssertion {
  clientDataJSON: string
  authenticatorData: string
  signature: string
}

/** What a passkey said of its user and itself when it signed. */
export type Asserted = Omit<AuthenticatorData, 'attested'>

/**
 * Verifies that a passkey with this key, a COSE_Key in base64url, has signed a ceremony's challenge (WebAuthn L3 §7.2
 * steps 8 to 21). The rest is the caller's, who knows the account: whose it is, whether its user had to be verified, and
 * whether its counter grew. Throws `CeremonyFailure`.
 */
export async function verifyAssertion(given: GivenAssertion, publicKey: string, ceremony: Ceremony): Promise<Asserted> {
  const clientData = checkClientData(given.clientDataJSON, 'webauthn.get', ceremony)
  const authenticatorData = bytesOf(given.authenticatorData)
  const { attested: _, ...asserted } = await readAuthenticatorData(authenticatorData, ceremony.rpId)
  const { key, algorithm, isDer } = await importPublicKey(bytesOf(publicKey))
  const signature = bytesOf(given.signature)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', clientData))
  const signed = new Uint8Array([...authenticatorData, ...hash])
  const raw = isDer ? rawSignature(signature) : signature
  const isRight = await crypto.subtle.verify(algorithm, key, raw, signed).catch(() => false) // it throws at another length
  demand(isRight, 'signature')
  return asserted
}

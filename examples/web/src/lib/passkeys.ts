import type {
  PasskeyAuthentication,
  PasskeyCreationOptions,
  PasskeyFactorOptions,
  PasskeyRegistration,
  PasskeyRequestOptions,
} from 'latchkey/client'

/** Older browsers have no passkeys, or no way to read what the service sends. */
export const knowsPasskeys =
  typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential

/** What is offered in a field now. A browser asks for one passkey at a time, so asking for another ends it. */
let offer = new AbortController()

/** Makes a passkey on the device. Throws a `DOMException` if there is one already, or its owner does not want to. */
export async function createPasskey(options: PasskeyCreationOptions): Promise<PasskeyRegistration> {
  offer.abort()
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({ ...options })
  const { id, response } = toJson(await navigator.credentials.create({ publicKey }))
  if (!('attestationObject' in response)) throw missing()
  return { id, response }
}

/** Asks the device for a passkey's signature. Throws as `createPasskey` does. */
export async function getPasskey(
  options: PasskeyRequestOptions | PasskeyFactorOptions,
  how: Pick<CredentialRequestOptions, 'mediation' | 'signal'> = {},
): Promise<PasskeyAuthentication> {
  offer.abort()
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options })
  const { id, response } = toJson(await navigator.credentials.get({ publicKey, ...how }))
  if (!('signature' in response)) throw missing()
  return { id, response }
}

/** The same, but only offers passkeys, in a field with `autoComplete="username webauthn"`, until the signal ends it. */
export async function offerPasskeys(
  options: PasskeyRequestOptions,
  signal: AbortSignal,
): Promise<PasskeyAuthentication> {
  const own = new AbortController()
  const answer = getPasskey(options, { mediation: 'conditional', signal: AbortSignal.any([signal, own.signal]) })
  offer = own
  return answer
}

function toJson(credential: Credential | null) {
  if (!(credential instanceof PublicKeyCredential)) throw missing()
  return credential.toJSON()
}

const missing = () => new DOMException('There is no passkey.', 'NotAllowedError')

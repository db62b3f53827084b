import type {
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreationOptions,
  PasskeyFactorOptions,
  PasskeyRequestOptions,
} from '../../../client/api.gen.ts'

/** Asks the device for a passkey's signature. Throws a `DOMException` if there is none, or its owner does not want to. */
export async function getPasskey(options: PasskeyRequestOptions | PasskeyFactorOptions): Promise<PasskeyAssertion> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options })
  return toJson(await navigator.credentials.get({ publicKey }))
}

/** Makes a passkey on the device. Throws as `getPasskey` does. */
export async function createPasskey(options: PasskeyCreationOptions): Promise<PasskeyAttestation> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({ ...options })
  return toJson(await navigator.credentials.create({ publicKey }))
}

function toJson(credential: Credential | null) {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('There is no passkey.', 'NotFoundError')
  return credential.toJSON()
}

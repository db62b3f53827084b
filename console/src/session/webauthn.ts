import type {
  PasskeyAuthentication,
  PasskeyCreationOptions,
  PasskeyFactorOptions,
  PasskeyRegistration,
  PasskeyRequestOptions,
} from '../../../client/api.gen.ts'

/** Asks the device for a passkey's signature. Throws a `DOMException` if there is none, or its owner does not want to. */
export async function getPasskey(
  options: PasskeyRequestOptions | PasskeyFactorOptions,
): Promise<PasskeyAuthentication> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({ ...options })
  const { id, response } = toJson(await navigator.credentials.get({ publicKey }))
  if (!('signature' in response)) throw missing()
  return { id, response }
}

/** Makes a passkey on the device. Throws as `getPasskey` does. */
export async function createPasskey(options: PasskeyCreationOptions): Promise<PasskeyRegistration> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({ ...options })
  const { id, response } = toJson(await navigator.credentials.create({ publicKey }))
  if (!('attestationObject' in response)) throw missing()
  return { id, response }
}

function toJson(credential: Credential | null) {
  if (!(credential instanceof PublicKeyCredential)) throw missing()
  return credential.toJSON()
}

const missing = () => new DOMException('There is no passkey.', 'NotFoundError')

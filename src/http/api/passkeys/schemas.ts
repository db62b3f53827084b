import * as v from 'valibot'
import { deviceNameInput, nameInput } from '../../fields/names.ts'
import { optional } from '../../fields/optional.ts'
import { flagOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { text } from '../../fields/text.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'
import { guestToken } from '../sign-in/schemas.ts'
import { credentialInput } from './credential-input.ts'
import {
  authentication,
  bytesInput,
  CREDENTIAL_ID,
  credentialIdInput,
  credentialType,
  descriptor,
  exactly,
  member,
  timeout,
  transports,
} from './members.ts'

const CHALLENGE = 'x7cRl0mXjAqO2mUu0yLq7Zk1fRr3yQb6T8c1nV0pWsA'
const TRANSPORTS_MAX = 10 // far more than there are

const challengeIdInput = bytesInput(128, CHALLENGE)

/** A transport that nobody knows yet is kept, too, as WebAuthn L3 §5.2.1.1 asks for. */
const transport = v.pipe(text, v.regex(/^[a-z-]{1,32}$/), v.metadata({ examples: ['internal'] }))

/** `AuthenticatorAttestationResponseJSON` of WebAuthn L3 §5.1.7: what of it we read. */
const attestation = component(
  'PasskeyAttestation',
  v.object({
    clientDataJSON: member('eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0'),
    attestationObject: member('o2NmbXRkbm9uZQ'),
    transports: v.exactOptional(v.pipe(v.array(transport), v.maxLength(TRANSPORTS_MAX))),
  }),
)

const registration = component('PasskeyRegistration', v.object({ id: credentialIdInput, response: attestation }))

export const newPasskey = component(
  'NewPasskey',
  v.object({ challengeId: challengeIdInput, credential: credentialInput(registration), name: optional(nameInput) }),
)

export const passkeyLogin = component(
  'PasskeyLogin',
  v.object({
    challengeId: challengeIdInput,
    credential: credentialInput(authentication),
    deviceName: deviceNameInput,
    guestToken,
  }),
)

export const passkeyName = component('PasskeyName', v.object({ name: nameInput }))

const challenge = { challengeId: textOutput(CHALLENGE), expiresAt: timeOutput }

/** `PublicKeyCredentialRequestOptionsJSON` of WebAuthn L3 §5.1.9. */
const requestOptions = component(
  'PasskeyRequestOptions',
  v.strictObject({
    challenge: textOutput(CHALLENGE),
    rpId: textOutput('example.com'),
    timeout,
    userVerification: exactly('required'),
  }),
)

const relyingParty = v.strictObject({ id: textOutput('example.com'), name: textOutput('Latchkey') })

const user = v.strictObject({
  id: textOutput('M3EyLTd3QUFFQ0F3UUZCZ2NJQ1FvTA'),
  name: textOutput('syamlal@example.com'),
  displayName: textOutput('Syamlal'),
})

const algorithm = v.strictObject({ type: credentialType, alg: v.pipe(v.number(), v.metadata({ examples: [-7] })) })

const selection = v.strictObject({
  residentKey: exactly('required'),
  requireResidentKey: flagOutput,
  userVerification: exactly('required'),
})

/** `PublicKeyCredentialCreationOptionsJSON` of WebAuthn L3 §5.1.8. */
const creationOptions = component(
  'PasskeyCreationOptions',
  v.strictObject({
    rp: component('PasskeyRelyingParty', relyingParty),
    user: component('PasskeyUser', user),
    challenge: textOutput(CHALLENGE),
    pubKeyCredParams: v.array(component('PasskeyAlgorithm', algorithm)),
    timeout,
    excludeCredentials: v.array(descriptor),
    authenticatorSelection: component('PasskeySelection', selection),
    attestation: exactly('none'),
  }),
)

export const passkeyLoginOptions = component(
  'PasskeyLoginOptions',
  v.strictObject({ ...challenge, options: requestOptions }),
)

export const passkeyOptions = component('PasskeyOptions', v.strictObject({ ...challenge, options: creationOptions }))

export const passkeyItem = component(
  'PasskeyItem',
  v.strictObject({
    _id: v.pipe(v.string(), v.metadata({ examples: [CREDENTIAL_ID], description: "The credential's id, base64url" })),
    name: textOutput('Apple Passwords'),
    transports,
    isBackupEligible: v.pipe(flagOutput, v.description('Whether it may be on several devices')),
    isBackedUp: v.pipe(flagOutput, v.description('Whether it is, as it said when it was used last')),
    aaguid: v.pipe(
      textOutput('fbfc3007-154e-4ecc-8c0b-6e020557d7bd'),
      v.description('The model of its authenticator; zeros if it does not say'),
    ),
    createdAt: timeOutput,
    lastUsedAt: v.nullable(timeOutput),
  }),
)

export const presentPasskey = presenter(passkeyItem)
export const presentPasskeyOptions = presenter(passkeyOptions)
export const presentPasskeyLoginOptions = presenter(passkeyLoginOptions)

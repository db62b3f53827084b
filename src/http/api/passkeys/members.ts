import * as v from 'valibot'
import { optional } from '../../fields/optional.ts'
import { textOutput } from '../../fields/outputs.ts'
import { longest, shortest, text } from '../../fields/text.ts'
import { component } from '../../openapi/component.ts'

// Members of WebAuthn's objects that several calls have.

export const CREDENTIAL_ID = 'm3yQ0Vn8l9sJ2kq4cXr7Zw'
const MEMBER_MAX = 12_000 // characters: the body may have 16 KiB
const ID_MAX = 1_364 // base64url of the 1,023 bytes that a credential id may have (WebAuthn L3 §7.1)

/** Bytes in base64url, as browsers give them in JSON. */
export const bytesInput = (limit: number, example: string) =>
  v.pipe(
    text,
    shortest(1),
    longest(limit),
    v.regex(/^[\w-]+$/, 'must be base64url'),
    v.metadata({ examples: [example], minLength: 1, maxLength: limit }),
  )

export const member = (example: string) => bytesInput(MEMBER_MAX, example)

export const credentialIdInput = bytesInput(ID_MAX, CREDENTIAL_ID)

/**
 * `AuthenticatorAssertionResponseJSON` of WebAuthn L3 §5.1.7: what of it we read. Who logs in is whom the passkey
 * names; a second factor need not say it again.
 */
const assertion = component(
  'PasskeyAssertion',
  v.object({
    clientDataJSON: member('eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0'),
    authenticatorData: member('SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MdAAAAAA'),
    signature: member('MEUCIQDx'),
    userHandle: optional(bytesInput(128, 'M3EyLTd3QUFFQ0F3UUZCZ2NJQ1FvTA')),
  }),
)

export const authentication = component(
  'PasskeyAuthentication',
  v.object({ id: credentialIdInput, response: assertion }),
)

/** The one value that a member has. */
export const exactly = <T extends string>(value: T) => v.pipe(v.literal(value), v.metadata({ examples: [value] }))

export const transports = v.array(textOutput('internal'))
export const credentialType = exactly('public-key')

export const timeout = v.pipe(v.number(), v.metadata({ examples: [300_000], description: 'Milliseconds' }))

export const descriptor = component(
  'PasskeyDescriptor',
  v.strictObject({ id: textOutput(CREDENTIAL_ID), type: credentialType, transports }),
)

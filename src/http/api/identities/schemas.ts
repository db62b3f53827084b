import * as v from 'valibot'
import { PROVIDERS } from '../../../model/providers.ts'
import { deviceNameInput, emailInput, nameInput, textOutput, timeOutput, tokenInput } from '../../fields.ts'
import { present } from '../../present.ts'

/** A component of the document, so that generated clients have one type for it. */
export const provider = v.pipe(
  v.picklist(PROVIDERS, `must be ${PROVIDERS.join(' or ')}`),
  v.metadata({ ref: 'Provider', examples: ['apple'] }),
)

const proofFields = {
  idToken: tokenInput,
  nonce: v.exactOptional(
    v.pipe(
      v.string('must be text'),
      v.description('As the app made it. The SDK is given its SHA-256, in lower-case hex'),
      v.metadata({ examples: ['n-0S6_WzA2Mj'] }),
    ),
  ),
}

/** The ID token of a native SDK, and the nonce whose SHA-256 the app gave it. */
export const identityProof = v.pipe(v.object(proofFields), v.metadata({ ref: 'IdentityProof' }))

/** The name is for a new user: Apple gives it to the app, once, and never in the token. */
export const providerLogin = v.pipe(
  v.object({ ...proofFields, name: v.exactOptional(nameInput), deviceName: deviceNameInput }),
  v.metadata({ ref: 'ProviderLogin' }),
)

export const identityItem = v.pipe(
  v.strictObject({
    provider,
    email: v.nullable(textOutput('syamlal@example.com')),
    createdAt: timeOutput,
  }),
  v.metadata({ ref: 'IdentityItem' }),
)

export type IdentityProof = v.InferOutput<typeof identityProof>
export type ProviderLogin = v.InferOutput<typeof providerLogin>
export type IdentityItem = v.InferInput<typeof identityItem>

const identityKeys = v.keyof(identityItem).options

export const presentIdentity = (row: IdentityItem) => present(row, identityKeys)

/** A name from a provider, if we would accept it. */
export const usableName = (name: string | undefined): string | undefined => usable(nameInput, name)

/** An email address from a provider, as we store it, if we would accept it. */
export const usableEmail = (email: string | undefined): string | undefined => usable(emailInput, email)

function usable(schema: v.GenericSchema<string, string>, value: string | undefined): string | undefined {
  const result = v.safeParse(schema, value)
  return result.success ? result.output : undefined
}

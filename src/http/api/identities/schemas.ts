import * as v from 'valibot'
import { NAME_MAX } from '../../../model/person-name.ts'
import { PROVIDER_NAME } from '../../../model/providers.ts'
import { tokenInput } from '../../fields/credentials.ts'
import { optional } from '../../fields/optional.ts'
import { textOutput, timeOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

export const provider = component(
  'Provider',
  v.pipe(
    v.string('must be text'),
    v.regex(PROVIDER_NAME, 'must be the name of a provider, such as apple or google'),
    v.description('`apple`, `google`, or a name of the setting `OIDC_PROVIDERS`'),
    v.metadata({ examples: ['apple', 'google'] }),
  ),
)

/** The ID token of a native SDK, and the nonce whose SHA-256 the app gave it. */
export const idTokenFields = {
  idToken: tokenInput,
  nonce: optional(
    v.pipe(
      v.string('must be text'),
      v.description('As the app made it. The SDK is given its SHA-256, in lower-case hex'),
      v.metadata({ examples: ['n-0S6_WzA2Mj'] }),
    ),
  ),
}

/** Apple gives it to the app, once, and never in the token: refusing it would lose it. */
const nameFromProvider = optional(
  v.pipe(
    v.string('must be text'),
    v.metadata({
      examples: ['Syamlal'],
      description: `Of a new user, as Apple gives it, once. It is made one line of ${NAME_MAX} characters, not refused`,
    }),
  ),
)

/** What proves an identity to whoever may become a new user by it. */
export const identityProof = component('IdentityProof', v.object({ ...idTokenFields, name: nameFromProvider }))

export const identityItem = component(
  'IdentityItem',
  v.strictObject({
    provider,
    email: v.nullable(textOutput('syamlal@example.com')),
    createdAt: timeOutput,
  }),
)

export const presentIdentity = presenter(identityItem)

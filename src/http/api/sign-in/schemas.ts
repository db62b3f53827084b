import * as v from 'valibot'
import { NAME_MAX } from '../../../model/person-name.ts'
import { emailInput, newPasswordInput, passwordInput, tokenInput } from '../../fields/credentials.ts'
import { deviceLocaleInput } from '../../fields/locale.ts'
import { deviceNameInput, nameInput } from '../../fields/names.ts'
import { clearable, optional } from '../../fields/optional.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'
import { identityProof } from '../identities/schemas.ts'
import { fillable, returnable } from '../profile/fields.ts'
import type { ownProfile } from '../profile/schemas.ts'
import { tokenPair } from '../sessions/schemas.ts'

/** All profile fields can be given at once; only the name is required. */
export const registration = component(
  'Registration',
  v.object({
    ...fillable,
    name: nameInput,
    locale: clearable(deviceLocaleInput),
    email: emailInput,
    password: newPasswordInput,
    deviceName: deviceNameInput,
  }),
)

/** A token that is none is no failure: an app need not know what became of it. */
const deviceToken = optional(
  v.pipe(
    tokenInput,
    v.description('The last refresh token that this device has had, also of a session that has ended'),
  ),
)

export const credentials = component(
  'Credentials',
  v.object({ email: emailInput, password: passwordInput, deviceName: deviceNameInput, deviceToken }),
)

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

export const providerLogin = component(
  'ProviderLogin',
  v.object({ ...identityProof.entries, name: nameFromProvider, deviceName: deviceNameInput }),
)

/** Who has signed in, and the tokens of their new session. */
export const signedIn = component('SignedIn', v.strictObject({ ...returnable, ...tokenPair.entries }))

interface Outcome {
  profile: v.InferInput<typeof ownProfile>
  tokens: v.InferInput<typeof tokenPair>
}

const present = presenter(signedIn)

export const presentSignedIn = ({ profile, tokens }: Outcome) => present({ ...profile, ...tokens })

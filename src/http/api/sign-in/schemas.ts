import * as v from 'valibot'
import { emailInput, newPasswordInput, passwordInput, tokenInput } from '../../fields/credentials.ts'
import { deviceLocaleInput } from '../../fields/locale.ts'
import { deviceNameInput, nameInput } from '../../fields/names.ts'
import { clearable, optional } from '../../fields/optional.ts'
import { idOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'
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

/** Of every way in to an account that there is: a token that is no guest's, or not any more, is no failure either. */
export const guestToken = optional(
  v.pipe(
    tokenInput,
    v.description('The access token of the guest whom the user has been until now: they are merged, and deleted'),
  ),
)

export const credentials = component(
  'Credentials',
  v.object({ email: emailInput, password: passwordInput, deviceName: deviceNameInput, deviceToken, guestToken }),
)

/** Who has signed in, and the tokens of their new session. */
export const signedIn = component(
  'SignedIn',
  v.strictObject({
    ...returnable,
    ...tokenPair.entries,
    mergedGuestId: v.optional(v.pipe(idOutput, v.description('The guest who was merged into the user'))),
  }),
)

interface Outcome {
  profile: v.InferInput<typeof ownProfile>
  tokens: v.InferInput<typeof tokenPair>
  mergedGuestId?: string | undefined
}

const present = presenter(signedIn)

export const presentSignedIn = ({ profile, tokens, mergedGuestId }: Outcome) =>
  present({ ...profile, ...tokens, mergedGuestId })

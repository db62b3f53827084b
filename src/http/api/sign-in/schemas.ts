import * as v from 'valibot'
import {
  deviceNameInput,
  emailInput,
  flagOutput,
  idOutput,
  nameInput,
  newPasswordInput,
  passwordInput,
  textOutput,
  timeOutput,
  tokenInput,
  tokenOutput,
} from '../../fields.ts'
import { present } from '../../present.ts'
import { fillable, returnable } from '../profile/fields.ts'
import { type OwnProfile, presentOwnProfile } from '../profile/schemas.ts'

/** All profile fields can be given at once; only the name is required. */
export const registration = v.pipe(
  v.object({
    ...fillable,
    name: nameInput,
    email: emailInput,
    password: newPasswordInput,
    deviceName: deviceNameInput,
  }),
  v.metadata({ ref: 'Registration' }),
)

export const credentials = v.pipe(
  v.object({ email: emailInput, password: passwordInput, deviceName: deviceNameInput }),
  v.metadata({ ref: 'Credentials' }),
)

export const refreshRequest = v.pipe(v.object({ refreshToken: tokenInput }), v.metadata({ ref: 'RefreshRequest' }))

const tokenFields = { token: tokenOutput, refreshToken: tokenOutput }

export const tokenPair = v.pipe(v.strictObject(tokenFields), v.metadata({ ref: 'TokenPair' }))
export const signedIn = v.pipe(v.strictObject({ ...returnable, ...tokenFields }), v.metadata({ ref: 'SignedIn' }))

export const sessionItem = v.pipe(
  v.strictObject({
    _id: idOutput,
    current: flagOutput,
    deviceName: v.nullable(textOutput('Safari on iOS')),
    country: v.nullable(textOutput('GB')),
    createdAt: timeOutput,
    lastRefreshedAt: timeOutput,
  }),
  v.metadata({ ref: 'SessionItem' }),
)

export type Registration = v.InferOutput<typeof registration>
export type Credentials = v.InferOutput<typeof credentials>
export type SessionItem = v.InferInput<typeof sessionItem>

/** The two tokens of a session. */
export type TokenPair = v.InferOutput<typeof tokenPair>

/** The outcome of a sign-in. */
export interface SignedIn {
  profile: OwnProfile
  tokens: TokenPair
}

const sessionKeys = v.keyof(sessionItem).options

export const presentSession = (row: SessionItem) => present(row, sessionKeys)

export const presentTokenPair = ({ token, refreshToken }: TokenPair) => ({ token, refreshToken })

export const presentSignedIn = ({ profile, tokens }: SignedIn) => ({
  ...presentOwnProfile(profile),
  ...presentTokenPair(tokens),
})

import * as v from 'valibot'
import { AUTH_METHODS } from '../../../model/auth-methods.ts'
import { tokenInput } from '../../fields/credentials.ts'
import { flagOutput, idOutput, textOutput, timeOutput, tokenOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

export const refreshRequest = component('RefreshRequest', v.object({ refreshToken: tokenInput }))

/** The two tokens of a session. */
export const tokenPair = component('TokenPair', v.strictObject({ token: tokenOutput, refreshToken: tokenOutput }))

const method = component('AuthMethod', v.picklist(AUTH_METHODS))

const proven = component('ProvenMethod', v.strictObject({ method, at: timeOutput }))

export const sessionItem = component(
  'SessionItem',
  v.strictObject({
    _id: idOutput,
    current: flagOutput,
    deviceName: v.nullable(textOutput('Safari on iOS')),
    country: v.nullable(textOutput('GB')),
    createdAt: timeOutput,
    lastRefreshedAt: timeOutput,
    aal: v.pipe(
      v.number(),
      v.metadata({ examples: [1], description: 'Level of assurance: 2 after a second factor, or with a passkey' }),
    ),
    amr: v.pipe(
      v.array(proven),
      v.metadata({ description: 'What its user has proven, and when; empty if that was not recorded' }),
    ),
  }),
)

export const presentTokenPair = presenter(tokenPair)
export const presentSession = presenter(sessionItem)

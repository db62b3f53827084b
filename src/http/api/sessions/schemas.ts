import * as v from 'valibot'
import { tokenInput } from '../../fields/credentials.ts'
import { flagOutput, idOutput, textOutput, timeOutput, tokenOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

export const refreshRequest = component('RefreshRequest', v.object({ refreshToken: tokenInput }))

/** The two tokens of a session. */
export const tokenPair = component('TokenPair', v.strictObject({ token: tokenOutput, refreshToken: tokenOutput }))

export const sessionItem = component(
  'SessionItem',
  v.strictObject({
    _id: idOutput,
    current: flagOutput,
    deviceName: v.nullable(textOutput('Safari on iOS')),
    country: v.nullable(textOutput('GB')),
    createdAt: timeOutput,
    lastRefreshedAt: timeOutput,
  }),
)

export const presentTokenPair = presenter(tokenPair)
export const presentSession = presenter(sessionItem)

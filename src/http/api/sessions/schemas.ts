import * as v from 'valibot'
import { tokenInput } from '../../fields/credentials.ts'
import { tokenOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

export const refreshRequest = component('RefreshRequest', v.object({ refreshToken: tokenInput }))

/** The two tokens of a session. */
export const tokenPair = component('TokenPair', v.strictObject({ token: tokenOutput, refreshToken: tokenOutput }))

export const presentTokenPair = presenter(tokenPair)

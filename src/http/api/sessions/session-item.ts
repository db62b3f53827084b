import * as v from 'valibot'
import { listSession } from '../../../domain/sessions/list-session.ts'
import { AUTH_METHODS } from '../../../model/auth-methods.ts'
import type { Caller } from '../../../model/caller.ts'
import { flagOutput, idOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'

const method = component('AuthMethod', v.picklist(AUTH_METHODS))

const proven = component('ProvenMethod', v.strictObject({ method, at: timeOutput }))

/** What is shown of a session, whoever looks. */
export const sessionFields = {
  _id: idOutput,
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
}

export const sessionItem = component('SessionItem', v.strictObject({ ...sessionFields, current: flagOutput }))

/** A session in a list, and whether it is the caller's own. */
export const toSessionItem = (caller: Caller | undefined, session: Parameters<typeof listSession>[0]) => ({
  ...listSession(session),
  current: session._id === caller?.sessionId,
})

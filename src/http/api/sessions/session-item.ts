import * as v from 'valibot'
import type { listSessions } from '../../../domain/operations/sessions/list-sessions.ts'
import { AUTH_METHODS, type AuthMethod } from '../../../model/auth-methods.ts'
import type { Caller } from '../../../model/caller.ts'
import { flagOutput, idOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'

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

type ListedSession = Awaited<ReturnType<typeof listSessions>>[number]

/** What the owner of a session sees of it. */
export const toSessionItem = ({ sessionId }: Caller, { refreshedAt, amr, ...session }: ListedSession) => ({
  ...session,
  amr: readAmr(amr),
  current: session._id === sessionId,
  lastRefreshedAt: refreshedAt,
})

/** The list that the row has as JSON. */
function readAmr(amr: string): { method: AuthMethod; at: Date }[] {
  const list: { method: AuthMethod; at: string }[] = JSON.parse(amr) // it is ours
  return list.map(({ method, at }) => ({ method, at: new Date(at) }))
}

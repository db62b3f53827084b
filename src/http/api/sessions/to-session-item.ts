import type { listSessions } from '../../../domain/operations/sessions/list-sessions.ts'
import type { AuthMethod } from '../../../model/auth-methods.ts'
import type { Caller } from '../../../model/caller.ts'

type ListedSession = Awaited<ReturnType<typeof listSessions>>[number]

/** What the owner of a session sees of it. */
export const toSessionItem = ({ sessionId }: Caller, { refreshedAt, amr, ...session }: ListedSession) => ({
  ...session,
  amr: proven(amr),
  current: session._id === sessionId,
  lastRefreshedAt: refreshedAt,
})

/** The list that the row has as JSON. */
function proven(amr: string): { method: AuthMethod; at: Date }[] {
  const list: { method: AuthMethod; at: string }[] = JSON.parse(amr) // it is ours
  return list.map(({ method, at }) => ({ method, at: new Date(at) }))
}

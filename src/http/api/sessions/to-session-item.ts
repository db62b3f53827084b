import type { listSessions } from '../../../domain/operations/sessions/list-sessions.ts'
import type { Caller } from '../../../model/caller.ts'

type ListedSession = Awaited<ReturnType<typeof listSessions>>[number]

/** What the owner of a session sees of it. */
export const toSessionItem = ({ sessionId }: Caller, { refreshedAt, ...session }: ListedSession) => ({
  ...session,
  current: session._id === sessionId,
  lastRefreshedAt: refreshedAt,
})

import type { Session } from '../../db/rows.ts'
import type { AuthMethod } from '../../model/auth-methods.ts'

type SessionRow = Pick<Session, '_id' | 'deviceName' | 'country' | 'createdAt' | 'refreshedAt' | 'aal' | 'amr'>

/** A session as lists show it, of its row. */
export const listSession = ({ refreshedAt, amr, ...session }: SessionRow) => ({
  ...session,
  amr: readAmr(amr),
  lastRefreshedAt: refreshedAt,
})

/** The list that the row has as JSON. */
function readAmr(amr: string): { method: AuthMethod; at: Date }[] {
  const list: { method: AuthMethod; at: string }[] = JSON.parse(amr) // it is ours
  return list.map(({ method, at }) => ({ method, at: new Date(at) }))
}

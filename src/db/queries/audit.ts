import { and, desc, eq, sql } from 'drizzle-orm'
import { ROWS_SCANNED } from '../../model/rows-scanned.ts'
import { audit } from '../schema.ts'
import { operatorAuditQuery } from './operators.ts'
import { type Param, type Params, query, queryOne } from './query.ts'

/** Records that an operator reads all of a user's data, if they may act and there is such a user. */
export const insertAuditOfRead = operatorAuditQuery()

/** A place in the list: what is before it is listed. */
interface Place {
  before: Date
  beforeId: string
}

const isBefore = ({ before, beforeId }: { [K in keyof Place]: Param<Place[K]> }) =>
  sql`(${audit.createdAt}, ${audit._id}) < (${before}, ${beforeId})`

const NEWEST_FIRST = [desc(audit.createdAt), desc(audit._id)]

const listed = {
  _id: audit._id,
  createdAt: audit.createdAt,
  actorType: audit.actorType,
  actorId: audit.actorId,
  action: audit.action,
  targetId: audit.targetId,
  before: audit.before,
  after: audit.after,
  ip: audit.ip,
  country: audit.country,
}

/** What operators did, the newest first. */
export const selectAudit = query((db, page: Params<Place & { limit: number }>) =>
  db
    .select(listed)
    .from(audit)
    .where(isBefore(page))
    .orderBy(...NEWEST_FIRST)
    .limit(page.limit),
)

/** The same of one operator. */
export const selectAuditOfActor = query((db, page: Params<Place & { actorId: string; limit: number }>) =>
  db
    .select(listed)
    .from(audit)
    .where(and(eq(audit.actorId, page.actorId), isBefore(page)))
    .orderBy(...NEWEST_FIRST)
    .limit(page.limit),
)

/** The same about one user. */
export const selectAuditOfTarget = query((db, page: Params<Place & { targetId: string; limit: number }>) =>
  db
    .select(listed)
    .from(audit)
    .where(and(eq(audit.targetId, page.targetId), isBefore(page)))
    .orderBy(...NEWEST_FIRST)
    .limit(page.limit),
)

/**
 * The same about one user by one operator, of the first ROWS_SCANNED about the user. SQLite keeps the order of a subquery
 * with a limit.
 */
export const selectAuditOfTargetByActor = query(
  (db, page: Params<Place & { targetId: string; actorId: string; limit: number }>) => {
    const scanned = db
      .select(listed)
      .from(audit)
      .where(and(eq(audit.targetId, page.targetId), isBefore(page)))
      .orderBy(...NEWEST_FIRST)
      .limit(ROWS_SCANNED)
      .as('scanned')
    return db
      .select({ ...scanned._.selectedFields })
      .from(scanned)
      .where(eq(scanned.actorId, page.actorId))
      .limit(page.limit)
  },
)

/** The last record that this looks at. No row: it has seen all. */
export const selectEndOfAuditOfTarget = queryOne((db, page: Params<Place & { targetId: string }>) =>
  db
    .select({ createdAt: audit.createdAt, _id: audit._id })
    .from(audit)
    .where(and(eq(audit.targetId, page.targetId), isBefore(page)))
    .orderBy(...NEWEST_FIRST)
    .limit(1)
    .offset(ROWS_SCANNED - 1),
)

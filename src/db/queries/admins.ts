import { and, eq, exists, gte, isNotNull, isNull, ne, not, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { ADMIN_ROLE } from '../../model/operator.ts'
import { sessions, users } from '../schema.ts'
import type { Builder } from './query.ts'
import { hasRole } from './roles.ts'
import { holderOwnsMailbox } from './verified.ts'
import { identityExists, passkeyExists } from './ways-in.ts'

// Who may become an admin, and who may stop being one.

const other = alias(users, 'other')

/** Whether there is an admin who is not disabled besides the user in the current row. */
const hasAnotherAdmin = (db: Builder) =>
  exists(
    db
      .select({ _id: other._id })
      .from(other)
      .where(
        and(
          isNotNull(other.roles),
          gte(other.createdAt, sql`0`), // so SQLite searches the index of those who have roles
          isNull(other.disabledAt),
          eq(other.isGuest, false),
          ne(other._id, users._id),
          hasRole(ADMIN_ROLE, other.roles),
        ),
      ),
  )

/** Whether some admin is left who is not disabled, if the user in the current row is none any more. */
export const leavesAnAdmin = (db: Builder): SQL | undefined =>
  or(isNotNull(users.disabledAt), not(hasRole(ADMIN_ROLE)), hasAnotherAdmin(db))

const sessionExists = (db: Builder) =>
  exists(db.select({ _id: sessions._id }).from(sessions).where(eq(sessions.userId, users._id)))

/**
 * Whether nobody can be in the account of the user in the current row, or come in but by its mailbox. Of an imported user
 * somebody may have a token of the old backend.
 */
const isHeldByNobody = (db: Builder) =>
  and(
    isNull(users.passwordHash),
    isNull(users.importedAt),
    not(identityExists(db)),
    not(passkeyExists(db)),
    not(sessionExists(db)),
  )

/**
 * Whether the user in the current row is who their email address says, so that a role for it is for them: whoever holds
 * the account has shown that the mailbox is theirs, or nobody holds it yet. Without an address: has some other way in.
 */
export const mayBecomeAdmin = (db: Builder): SQL | undefined =>
  and(
    eq(users.isGuest, false),
    or(
      and(isNotNull(users.email), or(holderOwnsMailbox, isHeldByNobody(db))),
      and(isNull(users.email), or(identityExists(db), passkeyExists(db))),
    ),
  )

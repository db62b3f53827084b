import { and, eq, isNotNull, not, sql } from 'drizzle-orm'
import { ADMIN_ROLE } from '../../model/operator.ts'
import { users } from '../schema.ts'
import { operatorEventQuery } from './operators.ts'
import { type Params, queryOne } from './query.ts'
import { hasRole } from './roles.ts'

// A password that an operator sets.

/** Records that an operator sets the password of a user: of one with an email address, and never of an admin. */
export const recordPasswordSet = operatorEventQuery(() =>
  and(isNotNull(users.email), eq(users.isGuest, false), not(hasRole(ADMIN_ROLE))),
)

/** Whose password an operator is to set, and whether they are an admin. */
export const selectPasswordOwner = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({
      email: users.email,
      name: users.name,
      emailVerified: users.emailVerified,
      locale: users.locale,
      isAdmin: sql<boolean>`${hasRole(ADMIN_ROLE)}`.mapWith(users.emailVerified).as('is_admin'),
    })
    .from(users)
    .where(eq(users._id, userId)),
)

import { eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { users } from '../schema.ts'
import { operatorEventQuery } from './operators.ts'
import { type Params, query, queryOne } from './query.ts'
import { userOfEvent } from './receipt.ts'

// Users as operators see and change them.

/** All that operators may see of a user in `users`: never a hash. */
export const selectUser = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({
      _id: users._id,
      name: users.name,
      email: users.email,
      emailVerified: users.emailVerified,
      isGuest: users.isGuest,
      disabledAt: users.disabledAt,
      disabledUntil: users.disabledUntil,
      disabledReason: users.disabledReason,
      createdAt: users.createdAt,
      updatedAt: users.updatedAt,
    })
    .from(users)
    .where(eq(users._id, userId)),
)

/** Records that an operator enables a user, if they are disabled. */
export const recordUserEnabled = operatorEventQuery(() => isNotNull(users.disabledAt))

/** Enables the event's user. */
export const enableUserOfEvent = query((db, { eventId, now }: Params<{ eventId: string; now: Date }>) =>
  db
    .update(users)
    .set({ disabledAt: null, disabledUntil: null, disabledReason: null, updatedAt: sql`${now}` })
    .where(inArray(users._id, userOfEvent(db, eventId))),
)

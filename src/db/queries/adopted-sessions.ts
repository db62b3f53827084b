import { eq } from 'drizzle-orm'
import { sessions } from '../schema.ts'
import { type Params, queryOne } from './query.ts'

/** Whose a session is, live or not, of which the refresh token of another backend tells the id. */
export const selectSessionToAdopt = queryOne((db, { sessionId }: Params<{ sessionId: string }>) =>
  db
    .select({ userId: sessions.userId, expiresAt: sessions.expiresAt })
    .from(sessions)
    .where(eq(sessions._id, sessionId)),
)

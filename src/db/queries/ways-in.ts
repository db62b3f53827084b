import { and, eq, exists, type SQL } from 'drizzle-orm'
import { identities, passkeys, users } from '../schema.ts'
import type { Builder } from './query.ts'

/** Whether the user in the current row has an identity, or one of which this holds. */
export const identityExists = (db: Builder, condition?: SQL) =>
  exists(
    db
      .select({ subject: identities.subject })
      .from(identities)
      .where(and(eq(identities.userId, users._id), condition)),
  )

/** Whether the user in the current row has a passkey, or one of which this holds. */
export const passkeyExists = (db: Builder, condition?: SQL) =>
  exists(
    db
      .select({ _id: passkeys._id })
      .from(passkeys)
      .where(and(eq(passkeys.userId, users._id), condition)),
  )

import { and, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import { type EmailProof, PROVES_THE_HOLDER } from '../../model/email-proofs.ts'
import { users } from '../schema.ts'
import type { Param } from './query.ts'

/** The columns of an email address that is verified now: how, and when. */
export const verifiedNow = (by: EmailProof | Param<EmailProof>, now: Param<Date>) => ({
  emailVerified: sql`1`,
  emailVerifiedBy: sql`${by}`,
  emailVerifiedAt: sql`${now}`,
})

/** The same where the mailbox has not changed: how its holder first showed that it is theirs, and when. */
export const verifiedSince = (by: EmailProof, now: Param<Date>) => ({
  emailVerified: sql`1`,
  emailVerifiedBy: sql`CASE WHEN ${holderOwnsMailbox} THEN ${users.emailVerifiedBy} ELSE ${by} END`,
  emailVerifiedAt: sql`CASE WHEN ${holderOwnsMailbox} THEN ${users.emailVerifiedAt} ELSE ${now} END`,
})

/** Whether who holds the account has shown that the mailbox is theirs; false, and not NULL, if it is not recorded. */
export const holderOwnsMailbox = and(
  eq(users.emailVerified, true),
  isNotNull(users.emailVerifiedBy),
  inArray(users.emailVerifiedBy, [...PROVES_THE_HOLDER]),
) as SQL

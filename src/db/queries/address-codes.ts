import { sql } from 'drizzle-orm'
import type { EmailProof } from '../../model/email-proofs.ts'
import { users } from '../schema.ts'
import { hasFactor } from './factors.ts'
import type { Builder } from './query.ts'

// What codes have in common that are bound to the email address they are sent to, so that whoever gives one back needs no session.

/** What somebody gives who says that they read a mailbox: a hash, and as which attempt a guess was counted. */
export interface GivenCode {
  email: string
  hash: string
  attemptId: string
}

export const LINK: EmailProof = 'link' // whoever gives it reads the mailbox, and need not be who holds the account

/** Who signs in by such a code, as far as hooks have to know. */
export const whom = (db: Builder) => ({
  userId: users._id,
  isGuest: users.isGuest,
  hasFactor: sql<boolean>`${hasFactor(db)}`.mapWith(users.isGuest).as('has_factor'),
})

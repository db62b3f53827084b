import type { CallerRefusal } from '../model/caller.ts'
import type { LISTED_PASSKEY } from '../model/passkeys.ts'
import type { FILLABLE, OWN_PROFILE, PUBLIC_PROFILE } from '../model/profile-fields.ts'
import type { LISTED_USER } from '../model/user-lists.ts'
import type { audit, codes, events, factors, identities, passkeys, sessions, users } from './schema.ts'

// The types of rows, for the code of the Worker, which does not contain schema.ts.

export type User = typeof users.$inferSelect
export type NewUser = typeof users.$inferInsert
export type Session = typeof sessions.$inferSelect
type Code = typeof codes.$inferSelect
export type AccountEvent = typeof events.$inferSelect
export type Identity = typeof identities.$inferSelect

/** A user as they see themselves. */
export type OwnProfile = Pick<User, (typeof OWN_PROFILE)[number]> & { metadata: User['userMetadata'] }

/**
 * What operators have granted a user; a statement that does not read the metadata does not name them. Where a second factor
 * may be due, it says whether: then nothing is granted, neither by operators nor by a hook.
 */
export type Granted = Pick<User, 'roles'> & Partial<Pick<User, 'appMetadata'> & Pick<Session, 'secondFactorDue'>>

/** What was read of a caller with a live session: why they may not go on, if so, and columns of their row. */
export interface CallersRow<R extends Granted, Refusal = CallerRefusal> {
  refusal: Refusal | null
  /** How often the session's refresh token was rotated; NULL for a user who was granted nothing. */
  generation: number | null
  row: R
}

/** A user as anyone sees them. */
export type PublicProfile = Pick<User, (typeof PUBLIC_PROFILE)[number]>

/** New values for fields that the owner may write; a field that is absent or `undefined` stays as it is. */
export type ProfileChanges = { [Field in (typeof FILLABLE)[number]]?: User[Field] | undefined }

/** A session to be started; the user is the event's. */
export type NewSession = Omit<
  typeof sessions.$inferInsert,
  'userId' | keyof Assurance | 'signedInAt' | 'secondFactorDue'
>

/** How sure a session is of its user: its level, and the JSON list of what they have proven. */
export type Assurance = Pick<Session, 'aal' | 'amr'>

/** How a session goes on: until `expiresAt`, but not longer than `maxAge` milliseconds from its sign-in. */
export interface Prolongation {
  expiresAt: Date
  maxAge: number
}

/** An event to be recorded; the user is the one that the statement finds. */
export type NewEvent = Omit<typeof events.$inferInsert, 'userId' | 'otherId' | 'bySupport'>

/** An event's place in a user's list. */
export type EventPosition = Pick<AccountEvent, 'createdAt' | '_id'>

/** Who operates: `serviceKey` is the name of a key that has been checked; without one the session is checked. */
export interface OperatorValues {
  operatorId: string
  operatorSessionId: string
  serviceKey: string | null
  /** A sign-in before this is too old. */
  signedInAfter: Date
}

/** An audit record to be written; its target and what was there before are what the statement finds. `after` is JSON. */
export type NewAuditRow = Omit<typeof audit.$inferInsert, 'targetId' | 'before' | 'after'> & { after: string | null }

/** An audit record as it is stored. */
export type AuditRow = typeof audit.$inferSelect

/** A code to be stored for the user that the statement finds. */
export type NewCode = Pick<Code, 'hash' | 'createdAt' | 'expiresAt'> & { linkHash: string; attemptKey: string | null }

/** An account at a provider. */
export type IdentityKey = Pick<Identity, 'provider' | 'subject'>

/** An identity to be linked; the user is the one that the statement finds. */
export type NewIdentity = Omit<typeof identities.$inferInsert, 'userId'>

/** An identity as its owner sees it, and which it is at the provider. */
export type ListedIdentity = Pick<Identity, 'provider' | 'subject' | 'email' | 'createdAt'>

/** A factor to be added; the user is the one that the statement finds. */
export type NewFactor = Omit<typeof factors.$inferInsert, 'userId' | 'lastCounter' | 'confirmedAt' | 'lastUsedAt'>

/** A passkey to be added; the user is the one that the statement finds. `transports` is a JSON list. */
export type NewPasskey = Omit<typeof passkeys.$inferInsert, 'userId' | 'lastUsedAt' | 'transports'> & {
  transports: string
}

/** A passkey as its row has it for its owner. */
export type PasskeyRow = Pick<typeof passkeys.$inferSelect, (typeof LISTED_PASSKEY)[number]>

/** What users have to be to be listed; null: that does not matter. */
export interface UserFilters {
  role: string | null
  disabled: boolean | null
  guest: boolean | null
  createdAfter: Date
  createdBefore: Date
}

/** A user in a list for operators. */
export type ListedUser = Pick<User, (typeof LISTED_USER)[number]> & { lastSignedInAt: Date | null }

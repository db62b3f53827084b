import type { EventType } from './event-types.ts'
import type { ProblemCode } from './problem.ts'

/** Which events a change of a user by an operator may leave, one of each, and which fields of the changes each is about. */
export const CHANGE_EVENTS = {
  profile_changed: ['name', 'emailVerified'],
  email_changed: ['email', 'emailVerified'],
  email_verified: ['emailVerified'],
  roles_changed: ['roles'],
  metadata_changed: ['appMetadata', 'metadata'],
} as const satisfies Partial<Record<EventType, readonly string[]>>

/** Why a user cannot be changed as an operator asks: a problem, or the field that is wrong. */
export type ChangeRefusal =
  | Extract<ProblemCode, 'upgrade_required' | 'email_missing' | 'last_admin'>
  | 'email'
  | 'roles'
  | 'metadata'
  | 'appMetadata'

import type { ProblemCode } from './problem.ts'

/** Which events a change of a user by an operator may leave, one of each. */
export const CHANGE_EVENTS = [
  'profile_changed',
  'email_changed',
  'email_verified',
  'roles_changed',
  'metadata_changed',
] as const

/** Why a user cannot be changed as an operator asks: a problem, or the field that is wrong. */
export type ChangeRefusal =
  | Extract<ProblemCode, 'upgrade_required' | 'email_missing' | 'last_admin'>
  | 'email'
  | 'roles'
  | 'metadata'
  | 'appMetadata'

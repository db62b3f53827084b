// The values of columns that hold one of a list.

export const CODE_PURPOSES = ['verify_email', 'change_email', 'reset_password'] as const
export type CodePurpose = (typeof CODE_PURPOSES)[number]

export const EVENT_TYPES = [
  'registered',
  'logged_in',
  'logged_out',
  'refresh_reused',
  'session_ended',
  'other_sessions_ended',
  'password_changed',
  'password_reset_requested',
  'password_reset',
  'email_verified',
  'email_change_requested',
  'email_changed',
  'identity_linked',
  'identity_unlinked',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** What the activity record of an account tells. */
export const EVENT_TYPES = [
  'registered',
  'guest_created',
  'guest_upgraded',
  'logged_in',
  'second_factor_asked',
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
  'passkey_added',
  'passkey_removed',
  'passkey_cloned',
] as const
export type EventType = (typeof EVENT_TYPES)[number]
